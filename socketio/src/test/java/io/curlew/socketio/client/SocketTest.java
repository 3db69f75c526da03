package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.protocol.TypeRef;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SocketTest {
    private final FakeServer server = new FakeServer();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final SocketIoClient client =
            FakeServer.client().onError(thrown::add).build(server);
    private final Socket socket = client.socket("/");
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void connectCompletesWhenTheServerHasAnswered() {
        assertThat(socket.connected()).isFalse();
        assertThat(socket.connect().join()).isSameAs(socket);
        assertThat(socket.id()).hasValue("sid 1/");
        assertThat(socket.connect().join()).isSameAs(socket);
        assertThat(server.wires).hasSize(1);
    }

    @Test
    void aRefusalFailsConnectWithWhatTheServerSays() throws Exception {
        server.refusedNamespaces.add("/admin");
        Socket admin = client.socket("/admin");
        admin.onConnectError(seen::add);
        CompletableFuture<Socket> connect = admin.connect();
        assertThatThrownBy(connect::join).cause().isInstanceOfSatisfying(ConnectFailedException.class, refusal -> {
            assertThat(refusal).hasMessage("The server refuses the namespace /admin: not you");
            assertThat(refusal.reason()).isEqualTo(ConnectFailedException.Reason.REFUSED);
            assertThat(refusal.payload()).isPresent();
            assertThat(refusal.data().orElseThrow().text()).isEqualTo("{\"code\":401}");
            assertThat(refusal.data().orElseThrow().field("code").orElseThrow().as(int.class))
                    .isEqualTo(401);
            assertThat(refusal.willRetry()).isFalse();
        });
        assertThat(next()).isInstanceOf(ConnectFailedException.class);
    }

    @Test
    void aRefusalThatPassesIsTriedAgainWithAuthDataThatIsAskedForAgain() throws Exception {
        server.refusedNamespaces.add("/");
        BlockingQueue<String> tokens = new LinkedBlockingQueue<>(List.of("old", "new", "newer"));
        try (SocketIoClient patient = FakeServer.client()
                .auth(() -> Map.of("token", tokens.size() > 1 ? tokens.remove() : tokens.element()))
                .retryWhenRefused(why -> why.data().isPresent())
                .build(server)) {
            Socket waiting = patient.socket("/");
            waiting.onConnectError(why -> {
                seen.add(why);
                server.refusedNamespaces.clear();
            });
            assertThat(waiting.connect().join().connected()).isTrue();
            assertThat((ConnectFailedException) next()).satisfies(why -> {
                assertThat(why.willRetry()).isTrue();
                assertThat(why.reason()).isEqualTo(ConnectFailedException.Reason.REFUSED);
            });
            assertThat(server.next(SocketPacket.Connect.class)
                            .payload()
                            .orElseThrow()
                            .text())
                    .isEqualTo("{\"token\":\"old\"}");
            assertThat(server.next(SocketPacket.Connect.class)
                            .payload()
                            .orElseThrow()
                            .text())
                    .isEqualTo("{\"token\":\"new\"}");
            assertThat(server.wires).hasSize(1);
        }
    }

    @Test
    void aPredicateThatThrowsMakesTheRefusalFinal() {
        server.refusedNamespaces.add("/");
        try (SocketIoClient broken = FakeServer.client()
                .onError(thrown::add)
                .retryWhenRefused(why -> {
                    throw new IllegalStateException("no idea");
                })
                .build(server)) {
            assertThatThrownBy(() -> broken.socket("/").connect().join())
                    .cause()
                    .isInstanceOf(ConnectFailedException.class);
            await().until(() -> !thrown.isEmpty());
            assertThat(thrown).singleElement().satisfies(why -> assertThat(why).hasMessage("no idea"));
        }
    }

    @Test
    void aPredicateThatLeavesTheNamespaceEndsTheAttempt() {
        server.refusedNamespaces.add("/");
        AtomicReference<Socket> asked = new AtomicReference<>();
        try (SocketIoClient leaving = FakeServer.client()
                .onError(thrown::add)
                .retryWhenRefused(why -> {
                    asked.get().disconnect();
                    return true;
                })
                .build(server)) {
            Socket left = leaving.socket("/");
            asked.set(left);
            left.onConnectError(seen::add);
            assertThatThrownBy(() -> left.connect().join()).cause().isInstanceOf(ConnectFailedException.class);
            server.refusedNamespaces.clear();
            assertThat(left.active()).isFalse();
            assertThat(left.connect().join().connected()).isTrue();
            assertThat(thrown).isEmpty();
        }
    }

    @Test
    void aPredicateThatClosesTheClientEndsTheAttempt() {
        server.refusedNamespaces.add("/");
        AtomicReference<SocketIoClient> asked = new AtomicReference<>();
        try (SocketIoClient closing = FakeServer.client()
                .onError(thrown::add)
                .retryWhenRefused(why -> {
                    var unused = asked.get().closeAsync();
                    return true;
                })
                .build(server)) {
            asked.set(closing);
            Socket refused = closing.socket("/");
            assertThatThrownBy(() -> refused.connect().join()).cause().isInstanceOf(ConnectFailedException.class);
            closing.closed().join();
            assertThat(refused.active()).isFalse();
            assertThat(thrown).isEmpty();
        }
    }

    @Test
    void whatFailsIsRetriedUntilTheServerIsThere() throws Exception {
        server.down = true;
        socket.onConnectError(seen::add);
        CompletableFuture<Socket> connect = socket.connect();
        assertThat(((ConnectFailedException) next()).willRetry()).isTrue();
        server.down = false;
        connect.join();
    }

    @Test
    void withoutReconnectionTheFirstFailureFailsConnect() {
        server.down = true;
        try (SocketIoClient once = FakeServer.client().noReconnection().build(server)) {
            assertThatThrownBy(() -> once.socket("/").connect().join())
                    .hasRootCauseMessage("server is down")
                    .cause()
                    .hasMessage("The connection could not be opened: server is down")
                    .extracting(failed -> ((ConnectFailedException) failed).reason())
                    .isEqualTo(ConnectFailedException.Reason.NOT_OPENED);
        }
    }

    @Test
    void connectFailsAtItsDeadline() {
        server.silent = true;
        assertThatThrownBy(() -> socket.connect(Duration.ofMillis(50)).join())
                .cause()
                .hasMessage("Not connected within 50 ms: the attempt was still under way")
                .isInstanceOfSatisfying(ConnectFailedException.class, late -> {
                    assertThat(late.reason()).isEqualTo(ConnectFailedException.Reason.LATE);
                    assertThat(late.data()).isEmpty();
                });
        await().until(() -> client.transport().isEmpty());
    }

    @Test
    @Tag("N21")
    void whatBelongsElsewhereInTheCallIsNoArgument() {
        socket.connect().join();
        AckCallback callback = args -> {};
        assertThatThrownBy(() -> socket.emit("order", 1, callback))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Event \"order\": argument 1 is a callback: emitWithAck(callback, name, args...) takes it before"
                                + " the name");
        assertThatThrownBy(() -> socket.emitWithAck("order", EmitOptions.volatileEvent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Event \"order\": argument 0 is the options: they go before the event's name");
        await().until(() -> client.bufferedPackets() == 0); // CONNECT counts until it has left
    }

    @Test
    @Tag("N28")
    void theDeadlinesMessageHasTheLatestFailure() {
        server.down = true;
        assertThatThrownBy(() -> socket.connect(Duration.ofMillis(200)).join())
                .cause()
                .hasMessage(
                        "Not connected within 200 ms; the latest failure: The connection could not be opened: server is"
                                + " down");
    }

    @Test
    void aDeadlineDoesNotStopTheWayBackOfASocketThatWasConnected() {
        socket.connect().join();
        server.silent = true;
        server.drop();
        await().until(() -> !socket.connected());
        assertThatThrownBy(() -> socket.connect(Duration.ofMillis(20)).join()).isInstanceOf(CompletionException.class);
        assertThat(socket.active()).isTrue();
        await().until(() -> client.transport().isPresent());
        server.newest().sendText("0{\"sid\":\"late\"}");
        await().until(socket::connected);
    }

    @Test
    void aDeadlineDoesNotStopWhatSomebodyElseWaitsFor() {
        server.silent = true;
        CompletableFuture<Socket> patient = socket.connect();
        assertThatThrownBy(() -> socket.connect(Duration.ofMillis(20)).join()).isInstanceOf(CompletionException.class);
        assertThat(patient).isNotDone();
        server.newest().sendText("0{\"sid\":\"late\"}");
        patient.join();
    }

    @Test
    void aConnectThatCameInTimeHasNoDeadlineAnyMore() {
        socket.connect(Duration.ofSeconds(30)).join();
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void lifecycleListenersHearOfConnectAndDisconnect() throws Exception {
        socket.onConnect(() -> seen.add("connect"));
        socket.onDisconnect(seen::add);
        client.onReconnectAttempt(attempt -> seen.add("attempt " + attempt));
        client.onReconnect(attempt -> seen.add("reconnect " + attempt));
        socket.connect().join();
        assertThat(next()).isEqualTo("connect");
        server.drop();
        Disconnection lost = (Disconnection) next();
        assertThat(lost.reason()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        assertThat(lost.willReconnect()).isTrue();
        assertThat(List.of(next(), next(), next())).containsExactly("attempt 1", "reconnect 1", "connect");
        server.kick("/");
        Disconnection kicked = (Disconnection) next();
        assertThat(kicked.reason()).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(kicked.willReconnect()).isFalse();
    }

    @Test
    void theClientTellsOfItsConnection() throws Exception {
        server.down = true;
        client.onOpen(() -> seen.add("open"));
        client.onClose(seen::add);
        client.onError(error -> seen.add(error.getMessage()));
        CompletableFuture<Socket> connect = socket.connect();
        assertThat(next()).isEqualTo("server is down");
        server.down = false;
        connect.join();
        assertThat(skipTo("open")).isEqualTo("open");
        server.drop();
        Disconnection closed = (Disconnection) next();
        assertThat(closed.reason()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        assertThat(closed.willReconnect()).isTrue();
        assertThat(closed.closeCode()).isEmpty();
        assertThat(closed.httpStatus()).isEmpty();
    }

    private Object skipTo(Object wanted) throws InterruptedException {
        Object next = next();
        while (!next.equals(wanted)) {
            next = next();
        }
        return next;
    }

    @Test
    void anEventMayAskNotToBeCompressedWithItsAttachments() throws Exception {
        socket.connect().join();
        socket.emit(EmitOptions.uncompressed(), "secret", "x", new byte[] {1});
        socket.emit("usual", new byte[] {1});
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("secret");
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("usual");
        assertThat(server.newest().uncompressed).hasValue(2);
    }

    @Test
    void theHeartbeatTellsTheRoundTripTime() throws Exception {
        client.onPing(seen::add);
        socket.connect().join();
        server.newest().ping();
        assertThat(next()).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    @Tag("F24")
    void afterASleepEventsWaitForASignOfLifeOrTheNextConnection() throws Exception {
        socket.connect().join();
        server.newest().slept = true;
        socket.emit("first", 1);
        await().until(() -> socket.bufferedEvents() == 1);
        server.newest().ping();
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("first");
        server.newest().slept = true;
        socket.emit("second", 2);
        await().until(() -> socket.bufferedEvents() == 1);
        server.drop();
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("second");
        assertThat(server.wires).hasSize(2);
    }

    @Test
    @Tag("F40")
    void aChangedNetworkReplacesTheConnection() throws Exception {
        socket.onConnect(() -> seen.add("connect"));
        socket.connect().join();
        assertThat(next()).isEqualTo("connect");
        client.reconnectNow();
        assertThat(next()).isEqualTo("connect");
        assertThat(server.wires).hasSize(2);
    }

    @Test
    @Tag("F36")
    void aClientThatIsToldToComesBackWhenTheServerSendsItAway() throws Exception {
        try (SocketIoClient persistent =
                FakeServer.client().reconnectAfterServerDisconnect().build(server)) {
            Socket returning = persistent.socket("/");
            returning.connect().join();
            returning.onConnect(() -> seen.add("connect"));
            server.kick("/");
            assertThat(next()).isEqualTo("connect");
            assertThat(server.wires).hasSize(1);
        }
    }

    @Test
    void aListenerForEveryEventMayComeFirstAndAllOfThemGo() throws Exception {
        socket.onAny(event -> seen.add("second"));
        socket.prependAny(event -> seen.add("first")).remove();
        socket.prependAny(event -> seen.add("first"));
        socket.on("x", event -> seen.add("named"));
        socket.connect().join();
        server.emit("/", "x");
        assertThat(List.of(next(), next(), next())).containsExactly("first", "second", "named");
        socket.offAny();
        server.emit("/", "x");
        assertThat(next()).isEqualTo("named");
    }

    @Test
    void attemptsThatRunOutAreReported() throws Exception {
        server.down = true;
        try (SocketIoClient limited =
                FakeServer.client().reconnectionAttempts(2).build(server)) {
            limited.onReconnectError(error -> seen.add("error"));
            limited.onReconnectFailed(() -> seen.add("failed"));
            assertThatThrownBy(() -> limited.socket("/").connect().join()).isInstanceOf(CompletionException.class);
            assertThat(List.of(next(), next(), next())).containsExactly("error", "error", "failed");
        }
    }

    @Test
    void typedListenersTakeTheFirstArguments() throws Exception {
        socket.on("one", int.class, seen::add);
        socket.on("two", int.class, String.class, (a, b) -> seen.add(a + b));
        socket.on("three", int.class, int.class, int.class, (a, b, c) -> seen.add(a + b + c));
        socket.on("one", new TypeRef<Integer>() {}, seen::add);
        socket.on("two", new TypeRef<Integer>() {}, new TypeRef<String>() {}, (a, b) -> seen.add(b + a));
        socket.on(
                "three",
                new TypeRef<Integer>() {},
                new TypeRef<Integer>() {},
                new TypeRef<Integer>() {},
                (a, b, c) -> seen.add(a * b * c));
        socket.connect().join();
        server.emit("/", "one", 1, "rest");
        server.emit("/", "two", 1, "x");
        server.emit("/", "three", 2, 3, 4);
        assertThat(List.of(next(), next(), next(), next(), next(), next())).containsExactly(1, 1, "1x", "x1", 9, 24);
    }

    @Test
    void argumentsThatDoNotFitAreReportedAndStopNobodyElse() throws Exception {
        socket.on("n", int.class, seen::add);
        socket.on("n", event -> seen.add(event.toString()));
        socket.connect().join();
        server.emit("/", "n", "text");
        assertThat(next()).isEqualTo("event \"n\" with 1 arguments");
        server.emit("/", "n");
        server.emit("/", "n", (Object) null);
        assertThat(List.of(next(), next())).hasSize(2);
        assertThat(thrown).hasSize(3);
    }

    @Test
    @Tag("F28")
    void onceOffAndSubscriptionsEndListening() throws Exception {
        socket.once("a", event -> seen.add("once"));
        socket.once("a", int.class, value -> seen.add("once " + value));
        socket.once("a", new TypeRef<Integer>() {}, value -> seen.add("once again " + value));
        Subscription subscription = socket.on("a", event -> seen.add("subscribed"));
        socket.on("b", event -> seen.add("b"));
        socket.on("end", event -> seen.add("end"));
        socket.connect().join();
        server.emit("/", "a", 1);
        assertThat(List.of(next(), next(), next(), next()))
                .containsExactly("once", "once 1", "once again 1", "subscribed");
        subscription.remove();
        subscription.remove();
        socket.off("b");
        socket.off("never there");
        server.emit("/", "a", 1);
        server.emit("/", "b", 1);
        server.emit("/", "end");
        assertThat(next()).isEqualTo("end");
    }

    @Test
    @Tag("F28")
    void aListenerThatAddsItselfIsCalledFromTheNextEventOn() throws Exception {
        socket.on("a", event -> {
            seen.add("first");
            socket.on("a", again -> seen.add("added"));
        });
        socket.connect().join();
        server.emit("/", "a");
        assertThat(next()).isEqualTo("first");
        server.emit("/", "a");
        assertThat(List.of(next(), next())).containsExactly("first", "added");
    }

    @Test
    void onAnyComesFirst() throws Exception {
        socket.on("a", event -> seen.add("a"));
        socket.onAny(event -> seen.add("any " + event.name()));
        socket.connect().join();
        server.emit("/", "a");
        assertThat(List.of(next(), next())).containsExactly("any a", "a");
    }

    @Test
    void lifecycleIsNoEvent() {
        for (String name : List.of("connect", "disconnect", "connect_error")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> socket.on(name, event -> {}))
                    .withMessageContaining("on");
            assertThatIllegalArgumentException().isThrownBy(() -> socket.emit(name));
        }
    }

    @Test
    void whatIsEmittedWhileDisconnectedIsSentOnConnect() throws Exception {
        socket.onAnyOutgoing((name, args) -> seen.add(name + args));
        socket.emit("a", 1, "x");
        socket.emit("b");
        socket.connect().join();
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("a");
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("b");
        assertThat(List.of(next(), next())).containsExactly("a[1, x]", "b[]");
    }

    @Test
    void binaryGoesBothWays() throws Exception {
        socket.on("b", byte[].class, bytes -> seen.add(bytes.length));
        socket.connect().join();
        socket.emit("b", new byte[] {1, 2, 3});
        assertThat(server.next(SocketPacket.Event.class).args().binary(0).remaining())
                .isEqualTo(3);
        server.emit("/", "b", new byte[5]);
        assertThat(next()).isEqualTo(5);
    }

    @Test
    @SuppressWarnings("NullArgumentForNonNullParameter")
    void aLoneNullIsOneJsonNull() throws Exception {
        socket.connect().join();
        socket.emit("n", (Object[]) null);
        assertThat(server.next(SocketPacket.Event.class).args().json(0)).isEqualTo("null");
        socket.emit("n", (Object) null);
        assertThat(server.next(SocketPacket.Event.class).args().isNull(0)).isTrue();
    }

    @Test
    void anEventIsAnsweredOnceWhateverGoesWrongBefore() throws Exception {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        socket.on("q", events::add);
        socket.connect().join();
        server.ask("/", 7, "q", 1);
        Event event = events.take();
        assertThat(event.wantsAck()).isTrue();
        assertThat(event.socket()).isSameAs(socket);
        assertThatThrownBy(() -> event.ack(new Object())).isInstanceOf(ConversionException.class);
        event.ack(1, null);
        SocketPacket.Ack ack = server.next(SocketPacket.Ack.class);
        assertThat(ack.ackId()).isEqualTo(7);
        assertThat(ack.args().size()).isEqualTo(2);
        assertThatThrownBy(() -> event.ack(2)).isInstanceOf(IllegalStateException.class);
        server.emit("/", "q");
        assertThatThrownBy(() -> events.take().ack()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAnswerComesAsAFutureOrInACallback() throws Exception {
        socket.connect().join();
        assertThat(socket.emitWithAck("sum", 1, 2).join().get(0, int.class)).isEqualTo(3);
        assertThat(socket.emitWithAck(EmitOptions.noTimeout(), "sum", 2, 2)
                        .join()
                        .get(0, int.class))
                .isEqualTo(4);
        socket.emitWithAck(EmitOptions.defaults(), args -> seen.add(args.get(0, int.class)), "sum", 3, 3);
        assertThat(next()).isEqualTo(6);
        socket.emitWithAck(args -> seen.add(args.get(0, int.class)), "sum", 3, 4);
        assertThat(next()).isEqualTo(7);
    }

    @Test
    void aCallbackThatLooksAtNoFailureDoesNotHideIt() {
        socket.connect().join();
        socket.emitWithAck(EmitOptions.timeout(Duration.ofMillis(20)), seen::add, "silence");
        await().until(() -> !thrown.isEmpty());
        assertThat(thrown)
                .singleElement()
                .isInstanceOfSatisfying(
                        AckException.class, why -> assertThat(why.reason()).isEqualTo(AckException.Reason.TIMEOUT));
        assertThat(seen).isEmpty();
    }

    @Test
    @Tag("F22")
    void anAnswerThatDoesNotComeFails() throws Exception {
        socket.connect().join();
        EmitOptions soon = EmitOptions.timeout(Duration.ofMillis(20));
        assertThat(reason(socket.emitWithAck(soon, "silence"))).isEqualTo(AckException.Reason.TIMEOUT);
        CompletableFuture<Args> answer = socket.emitWithAck("silence");
        socket.emitWithAck(EmitOptions.defaults(), failures(), "silence");
        server.drop();
        assertThat(reason(answer)).isEqualTo(AckException.Reason.DISCONNECTED);
        assertThat(next()).isEqualTo(AckException.Reason.DISCONNECTED);
    }

    @Test
    void theBuilderHasADefaultForTheTimeOfAnswers() {
        try (SocketIoClient hasty =
                FakeServer.client().ackTimeout(Duration.ofMillis(20)).build(server)) {
            Socket impatient = hasty.socket("/");
            impatient.connect().join();
            assertThat(reason(impatient.emitWithAck("silence"))).isEqualTo(AckException.Reason.TIMEOUT);
        }
    }

    @Test
    void cancellingAnAnswerTakesItsUnsentEventBack() throws Exception {
        boolean cancelled = socket.emitWithAck("cancelled").cancel(false);
        assertThat(cancelled).isTrue();
        assertThatThrownBy(() -> socket.emitWithAck("timed out")
                        .orTimeout(10, TimeUnit.MILLISECONDS)
                        .join())
                .isInstanceOf(CompletionException.class);
        await().until(() -> client.bufferedPackets() == 0);
        socket.emit("kept");
        socket.connect().join();
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("kept");
    }

    @Test
    void volatileEventsAreDiscardedAndCountedWhenTheyCantBeSent() throws Exception {
        EmitOptions options = EmitOptions.volatileEvent();
        socket.emit(options, "lost");
        assertThat(reason(socket.emitWithAck(options, "lost"))).isEqualTo(AckException.Reason.DISCARDED);
        socket.connect().join();
        socket.emit(options, "sent");
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("sent");
        server.stalled = true;
        socket.emit(options.withTimeout(Duration.ofSeconds(1)), "lost");
        await().until(() -> client.discardedEvents() == 3);
    }

    @Test
    @Tag("F21")
    void aFullBufferRefusesAndAnEmptyOneTakesAnything() {
        try (SocketIoClient small =
                FakeServer.client().sendBudget(SendBudget.failing(2, 1000)).build(server)) {
            Socket offline = small.socket("/");
            offline.emit("a");
            offline.emit("b");
            assertThatThrownBy(() -> offline.emit("c")).isInstanceOf(BufferFullException.class);
            assertThatThrownBy(() -> offline.emitWithAck("c")).isInstanceOf(BufferFullException.class);
            offline.emit(EmitOptions.volatileEvent(), "v");
            assertThat(reason(offline.emitWithAck(EmitOptions.volatileEvent(), "v")))
                    .isEqualTo(AckException.Reason.DISCARDED);
            assertThat(small.discardedEvents()).isEqualTo(2);
            offline.connect().join();
            await().untilAsserted(() -> offline.emit("x".repeat(2000)));
        }
    }

    @Test
    void whatCantBeEncodedIsThrownAndLeavesNothing() throws Exception {
        socket.connect().join();
        assertThatThrownBy(() -> socket.emitWithAck("bad", new Object())).isInstanceOf(ConversionException.class);
        byte[][] eleven = new byte[11][1];
        assertThatIllegalArgumentException().isThrownBy(() -> socket.emit("bad", (Object[]) eleven));
        socket.emit("good");
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("good");
    }

    @Test
    void whatTheConnectionRefusesFailsAloneAndIsReported() throws Exception {
        socket.connect().join();
        server.maxFrame = 100;
        CompletableFuture<Args> large = socket.emitWithAck("x".repeat(200));
        socket.emit("small");
        assertThat(reason(large)).isEqualTo(AckException.Reason.REFUSED);
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("small");
        await().until(() -> thrown.size() == 1);
    }

    @Test
    void aConnectionWithoutHeartbeatIsLeftBeforeAnythingIsSentOverIt() throws Exception {
        socket.onDisconnect(lost -> seen.add(lost.reason()));
        socket.connect().join();
        server.newest().overdue = true;
        socket.emit("kept");
        assertThat(next()).isEqualTo(DisconnectReason.PING_TIMEOUT);
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("kept");
        assertThat(server.wires).hasSize(2);
    }

    @Test
    void aConnectionThatHasNotOpenedIsNotLeftForItsHeartbeat() {
        server.hangs = true;
        CompletableFuture<Socket> connect = socket.connect();
        await().until(() -> server.wires.size() == 1);
        server.newest().overdue = true;
        socket.emit("kept");
        server.hangs = false;
        server.newest()
                .end(new EngineClose(CloseReason.TRANSPORT_ERROR, Optional.of(new IOException("no upgrade")), 0));
        assertThat(connect).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void whoCancelsAConnectDoesNotCountAsWaitingForIt() {
        server.down = true;
        assertThat(socket.connect().cancel(false)).isTrue();
        assertThat(socket.connect(Duration.ofMillis(20))).failsWithin(Duration.ofSeconds(30));
        await().until(() -> socket.state() == Socket.State.DISCONNECTED);
    }

    @Test
    void aDeadlineEndsTheAttemptsThoughWhoeverGaveItHasGivenUp() {
        server.down = true;
        assertThat(socket.connect(Duration.ofMillis(20)).cancel(false)).isTrue();
        await().until(() -> socket.state() == Socket.State.DISCONNECTED);
    }

    @Test
    void norDoesWhoIsInterrupted() {
        server.down = true;
        BlockingSocket blocking = socket.blocking();
        Thread.currentThread().interrupt();
        assertThatThrownBy(blocking::connect).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(socket.connect(Duration.ofMillis(20))).failsWithin(Duration.ofSeconds(30));
        await().until(() -> socket.state() == Socket.State.DISCONNECTED);
    }

    @Test
    void whatIsNoPacketClosesTheConnectionAndItIsOpenedAgain() throws Exception {
        socket.onDisconnect(lost -> seen.add(lost.reason()));
        socket.connect().join();
        server.newest().sendText("nonsense");
        assertThat(next()).isEqualTo(DisconnectReason.PARSE_ERROR);
        await().until(socket::connected);
    }

    @Test
    void socketsAreTheSameForOneNamespaceAndRefuseBadNames() {
        assertThat(client.socket("/a")).isSameAs(client.socket("/a")).hasToString("socket of /a");
        assertThat(client.socket("/a").client()).isSameAs(client);
        assertThatIllegalArgumentException().isThrownBy(() -> client.socket("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> client.socket("/a,b"));
    }

    @Test
    @Tag("F19")
    void readingStopsWhileListenersAreBehind() throws Exception {
        try (SocketIoClient bounded =
                FakeServer.client().incomingBound(10, 1000).build(server)) {
            CompletableFuture<Void> go = new CompletableFuture<>();
            Socket slow = bounded.socket("/");
            slow.on("e", event -> go.join());
            slow.connect().join();
            for (int i = 0; i < 12; i++) {
                server.emit("/", "e");
            }
            await().until(() -> server.newest().pauses.get() > 0);
            assertThat(server.newest().resumptions).hasValue(0);
            assertThat(slow.emitWithAck("sum", 1, 2).join().get(0, int.class)).isEqualTo(3);
            go.complete(null);
            await().until(() -> server.newest().resumptions.get() > 0);
        }
    }

    private AckCallback failures() {
        return new AckCallback() {
            @Override
            public void answered(Args args) {
                seen.add(args);
            }

            @Override
            public void failed(AckException why) {
                seen.add(why.reason());
            }
        };
    }

    private static AckException.Reason reason(CompletableFuture<Args> answer) {
        try {
            throw new AssertionError(answer.join());
        } catch (CompletionException failed) {
            return ((AckException) failed.getCause()).reason();
        }
    }

    private Object next() throws InterruptedException {
        Object next = seen.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("the next thing seen").isNotNull();
        return next;
    }
}
