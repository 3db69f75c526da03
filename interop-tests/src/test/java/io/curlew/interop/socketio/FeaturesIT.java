package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.curlew.interop.Values;
import io.curlew.socketio.client.AckCallback;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.BlockingSocket;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.testserver.TestServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program may do with our client, on every server and transport. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass(name = "{0}")
@MethodSource("io.curlew.interop.socketio.Pairing#ofOurClient")
class FeaturesIT extends OurClientInterop {
    private static final Duration SOON = Duration.ofMillis(50);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private SocketIoClient client;
    private Socket main;

    @BeforeEach
    void build() {
        client = newClient();
        main = client.socket("/");
    }

    @AfterEach
    void close() {
        client.close();
    }

    // ---- connecting

    @Test
    void theClientTellsWhatBecomesOfItsConnection() {
        Mailbox<Duration> pings = new Mailbox<>("ping");
        client.onOpen(() -> seen.add("open"));
        client.onPing(pings::put);
        client.onClose(closed -> seen.add("close: " + closed.reason()));
        client.onError(error -> seen.add("error"));
        client.onReconnectAttempt(number -> seen.add("attempt " + number));
        client.onReconnectError(error -> seen.add("reconnect error"));
        client.onReconnect(number -> seen.add("reconnect"));
        connected(client);
        assertThat(pings.take()).isPositive().isLessThan(Duration.ofSeconds(10));

        server.stop();
        await().until(() -> seen.contains("attempt 2"));
        server.reopen();
        await().until(() -> seen.contains("reconnect"));
        await().until(main::connected);

        assertThat(seen)
                .startsWith("open", "close: transport close", "attempt 1", "error", "reconnect error", "attempt 2");
        assertThat(seen).endsWith("open", "reconnect");
        roundTrip(main);
    }

    @Test
    void attemptsThatRunOutAreToldAndAConnectStartsAgain() {
        try (SocketIoClient limited = builder().reconnectionAttempts(2).build()) {
            Mailbox<Boolean> failed = new Mailbox<>("end of the attempts");
            limited.onReconnectFailed(() -> failed.put(true));
            Socket socket = connected(limited);

            server.stop();
            failed.take();
            assertThat(socket.active()).isFalse();
            assertThat(limited.state()).isEqualTo(SocketIoClient.State.IDLE);
            server.reopen();

            roundTrip(connected(limited));
        }
    }

    @Test
    void aRefusalHasAKindAMessageAndData() {
        Mailbox<ConnectFailedException> told = new Mailbox<>("connect error");
        Socket guarded = client.socket("/guarded");
        guarded.onConnectError(told::put);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> guarded.connect().join())
                .withCauseInstanceOf(ConnectFailedException.class);

        ConnectFailedException refused = told.take();
        assertThat(refused).hasMessageEndingWith(": not allowed");
        assertThat(refused.reason()).isEqualTo(ConnectFailedException.Reason.REFUSED);
        assertThat(refused.data().map(Values::of)).contains(Map.of("code", 401, "why", List.of("token")));
        assertThat(refused.willRetry()).isFalse();
        assertThat(guarded.state()).isEqualTo(Socket.State.DISCONNECTED);
    }

    @Test
    void disconnectionsHaveTheReferencesReasonsAndSayWhetherTheClientComesBack() {
        Mailbox<Disconnection> told = new Mailbox<>("disconnect");
        main.onDisconnect(told::put);
        connected(client);
        String id = main.id().orElseThrow();

        main.emit("leave me");
        assertDisconnected(told.take(), DisconnectReason.IO_SERVER_DISCONNECT, false);
        assertThat(main.id()).isEmpty();
        assertThat(main.active()).isFalse();

        connected(client);
        assertThat(main.id().orElseThrow()).isNotEqualTo(id);
        main.disconnect();
        assertDisconnected(told.take(), DisconnectReason.IO_CLIENT_DISCONNECT, false);

        connected(client);
        main.emit("hang up");
        Disconnection lost = told.take();
        assertDisconnected(lost, DisconnectReason.TRANSPORT_CLOSE, true);
        assertThat(lost.closeCode().isPresent()).isEqualTo(pairing.transports() != Transports.POLLING);
        await().until(main::connected);
        assertThat(main.recovered()).isFalse();
    }

    private static void assertDisconnected(Disconnection told, DisconnectReason reason, boolean willReconnect) {
        assertThat(told.reason()).isEqualTo(reason);
        assertThat(told.willReconnect()).isEqualTo(willReconnect);
    }

    @Test
    @Tag("F36")
    void aClientMayComeBackWhenTheServerSendsItAway() {
        try (SocketIoClient persistent =
                builder().reconnectAfterServerDisconnect().build()) {
            Mailbox<Boolean> connects = connects(persistent);
            Socket socket = connected(persistent);
            connects.take();

            socket.emit("leave me");
            connects.take();

            roundTrip(socket);
        }
    }

    @Test
    @Tag("F40")
    void aChangedNetworkReplacesTheConnection() {
        Mailbox<Boolean> connects = connects(client);
        connected(client);
        connects.take();
        String id = main.id().orElseThrow();

        client.reconnectNow();
        connects.take();

        assertThat(main.id().orElseThrow()).isNotEqualTo(id);
        roundTrip(main);
    }

    @Test
    void withoutReconnectionALossIsFinal() {
        try (SocketIoClient once = builder().noReconnection().build()) {
            Mailbox<Disconnection> told = new Mailbox<>("disconnect");
            Socket socket = connected(once);
            socket.onDisconnect(told::put);

            socket.emit("hang up");

            assertDisconnected(told.take(), DisconnectReason.TRANSPORT_CLOSE, false);
            assertThat(socket.active()).isFalse();
        }
    }

    @Test
    void authDataMayComeLaterAndIsAskedForAtEachAttempt() {
        AtomicInteger asked = new AtomicInteger();
        Supplier<CompletableFuture<?>> later =
                () -> CompletableFuture.supplyAsync(() -> Map.of("asked", asked.incrementAndGet()));
        try (SocketIoClient asking = builder()
                .auth(later)
                .auth("/admin", () -> Map.of("for", "admin"))
                .build()) {
            Mailbox<Boolean> connects = connects(asking);
            Socket socket = connected(asking);
            connects.take();
            assertThat(auth(socket)).isEqualTo(Map.of("asked", 1));
            assertThat(auth(asking.socket("/admin").connect().join())).isEqualTo(Map.of("for", "admin"));

            socket.emit("hang up");
            connects.take();

            assertThat(auth(socket)).isEqualTo(Map.of("asked", 2));
        }
    }

    @Test
    void aHookMayChangeWhatAnAttemptSends() {
        try (SocketIoClient hooked = builder()
                .beforeAttempt(attempt -> attempt.auth(Map.of("attempt", attempt.number())))
                .build()) {
            assertThat(auth(connected(hooked))).isEqualTo(Map.of("attempt", 0));
        }
    }

    /** Listens before the first connect, which may be told after its future. */
    private static Mailbox<Boolean> connects(SocketIoClient client) {
        Mailbox<Boolean> connects = new Mailbox<>("connect");
        client.socket("/").onConnect(() -> connects.put(true));
        return connects;
    }

    private static Object auth(Socket socket) {
        return Values.of(socket.emitWithAck("auth").join()).get(0);
    }

    @Test
    void anUpgradeThatIsRequiredIsThereWhenConnectCompletes() {
        try (SocketIoClient upgraded = builder().requireUpgrade().build()) {
            Socket socket = upgraded.socket("/").connect().join();

            assertThat(upgraded.transport()).contains(TransportType.WEBSOCKET);
            assertThat(socket.emitWithAck("transport").join().get(0, String.class))
                    .isEqualTo("websocket");
        }
    }

    @Test
    void anUpgradeThatIsRequiredAndNotOfferedIsNoConnection() {
        try (TestServer pollingOnly = TestServer.builder().noUpgrade().build().start();
                SocketIoClient upgraded = SocketIoClient.builder(pollingOnly.uri())
                        .requireUpgrade()
                        .noReconnection()
                        .build()) {
            upgraded.onOpen(() -> seen.add("open"));

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> upgraded.socket("/").connect().join())
                    .withCauseInstanceOf(ConnectFailedException.class)
                    .withMessageContaining("upgrade");
            assertThat(seen).isEmpty();
        }
    }

    @Test
    @Tag("F27")
    void callbacksMayConnectAndDisconnect() {
        Socket admin = client.socket("/admin");
        main.onConnect(() -> ignore(admin.connect()));
        admin.onConnect(main::disconnect);
        main.onDisconnect(gone -> admin.disconnect());
        admin.onDisconnect(gone -> seen.add("both gone"));

        ignore(main.connect());

        await().until(() -> seen.contains("both gone"));
        await().until(() -> client.state() == SocketIoClient.State.IDLE);
        await().until(() -> server.connections() == 0);
    }

    private static void ignore(CompletableFuture<Socket> future) {
        var unused = future;
    }

    // ---- events

    @Test
    void stringsNeverChangeAndLoneSurrogatesSurvive() {
        connected(client);
        for (String text : List.of("123", "true", "null", "\ud800", "a\udc00b", "\ud83d\ude00", "\u0000", "")) {
            Args answer = main.emitWithAck("ask", text).join();
            assertThat(answer.get(0, String.class)).isEqualTo(text);
        }
    }

    @Test
    void argumentsAreEncodedBeforeEmitReturns() {
        List<Object> changed = new ArrayList<>(List.of("before"));
        byte[] bytes = {1, 2, 3};
        ByteBuffer part = ByteBuffer.wrap(new byte[] {0, 7, 8, 0}, 1, 2);
        CompletableFuture<Args> answer = main.emitWithAck("ask", changed, bytes, part);
        changed.set(0, "after");
        bytes[0] = 9;

        connected(client);

        assertThat(Values.of(answer.join()))
                .containsExactly(
                        List.of("before"), ByteBuffer.wrap(new byte[] {1, 2, 3}), ByteBuffer.wrap(new byte[] {7, 8}));
        assertThat(part.remaining()).isEqualTo(2);
    }

    @Test
    void whatCantBeSentIsRefusedAtOnceAndChangesNothing() {
        connected(client);
        Object[] eleven = IntStream.range(0, 11).mapToObj(i -> new byte[1]).toArray();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> main.emitWithAck("ask", eleven))
                .withMessageContaining("10");
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        assertThatExceptionOfType(ConversionException.class).isThrownBy(() -> main.emitWithAck("ask", cycle));
        assertThatExceptionOfType(ConversionException.class).isThrownBy(() -> main.emit("echo", Double.NaN));

        roundTrip(main);
        assertThat(main.connected()).isTrue();
        await().until(() -> client.bufferedPackets() == 0);
    }

    @Test
    void anAnswerComesAsAFutureOrInACallbackOrInTimeNotAtAll() {
        Mailbox<Object> told = new Mailbox<>("answer");
        connected(client);
        assertThat(main.emitWithAck(EmitOptions.timeout(LONG), "ask", 1).join().get(0, int.class))
                .isEqualTo(1);
        main.emitWithAck(EmitOptions.defaults(), args -> told.put(args.get(0, String.class)), "ask", "two");
        assertThat(told.take()).isEqualTo("two");

        assertThat(failure(main.emitWithAck(EmitOptions.timeout(SOON), "never answer")))
                .isEqualTo(AckException.Reason.TIMEOUT);
        main.emitWithAck(EmitOptions.timeout(SOON), failing(told), "never answer");
        assertThat(told.take()).isEqualTo(AckException.Reason.TIMEOUT);
        CompletableFuture<Args> lost = main.emitWithAck("never answer");
        main.emit("hang up");
        assertThat(failure(lost)).isEqualTo(AckException.Reason.DISCONNECTED);
    }

    @Test
    void theBuilderHasADefaultForTheTimeOfAnswers() {
        try (SocketIoClient hasty = builder().ackTimeout(SOON).build()) {
            Socket socket = connected(hasty);
            assertThat(failure(socket.emitWithAck("never answer"))).isEqualTo(AckException.Reason.TIMEOUT);
            assertThat(socket.emitWithAck(EmitOptions.noTimeout(), "ask", 1)
                            .join()
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void theServersQuestionIsAnsweredOnceLaterAndFromAnotherThread() throws Exception {
        Mailbox<Event> questions = new Mailbox<>("question");
        Mailbox<Args> answered = new Mailbox<>("what the server was answered");
        main.on("question", questions::put);
        main.on("answered", event -> answered.put(event.args()));
        connected(client);
        main.emit("ask me", 1);
        Event question = questions.take();
        assertThat(question.wantsAck()).isTrue();
        roundTrip(main);

        Thread other = new Thread(() -> question.ack("late", new byte[] {4}));
        other.start();
        other.join();

        assertThat(Values.of(answered.take())).containsExactly("late", ByteBuffer.wrap(new byte[] {4}));
        assertThatIllegalStateException().isThrownBy(() -> question.ack("again"));
    }

    @Test
    void optionsTravelWithTheEvent() {
        main.on("echo", event -> seen.add(event.args().get(0, String.class)));
        main.emit(EmitOptions.volatileEvent(), "echo", "discarded");
        main.emit(EmitOptions.timeToLive(LONG), "echo", "kept");
        await().until(() -> client.discardedEvents() == 1);
        connected(client);
        main.emit(EmitOptions.uncompressed(), "echo", "as it is");
        await().until(() -> seen.contains("as it is"));
        // Now and then something else is just being written, the answer to a ping perhaps.
        await().until(() -> {
            main.emit(EmitOptions.volatileEvent(), "echo", "at once");
            return seen.contains("at once");
        });

        assertThat(seen).startsWith("kept", "as it is", "at once").doesNotContain("discarded");
    }

    @Test
    @Tag("F30")
    void eightThreadsMixNothing() throws Exception {
        int threads = 8;
        int each = 100;
        List<Mailbox<List<Object>>> echoes = IntStream.range(0, threads)
                .mapToObj(thread -> new Mailbox<List<Object>>("echo of thread " + thread))
                .toList();
        main.on("echo", event -> {
            List<Object> args = Values.of(event.args());
            echoes.get((Integer) args.get(0)).put(args);
        });
        connected(client);

        List<Thread> all = IntStream.range(0, threads)
                .mapToObj(thread ->
                        new Thread(() -> IntStream.range(0, each).forEach(i -> main.emit("echo", message(thread, i)))))
                .toList();
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }

        for (int thread = 0; thread < threads; thread++) {
            for (int i = 0; i < each; i++) {
                assertThat(echoes.get(thread).take()).isEqualTo(Values.comparable(Arrays.asList(message(thread, i))));
            }
        }
    }

    private static Object[] message(int thread, int number) {
        byte[] bytes = {(byte) thread, 0x1e, (byte) number};
        return new Object[] {thread, number, bytes, Map.of("inside", bytes)};
    }

    // ---- waiting

    @Test
    void theBlockingViewConnectsCallsReceivesAndIterates() {
        BlockingSocket blocking = client.socket("/").blocking();
        blocking.connect(LONG);
        assertThat(blocking.call("ask", 1, "two").get(1, String.class)).isEqualTo("two");
        assertThat(blocking.receive(Duration.ofMillis(1))).isEmpty();

        IntStream.range(0, 5).forEach(i -> blocking.emit("echo", i));
        assertThat(blocking.receive(LONG).orElseThrow().args().get(0, int.class))
                .isZero();
        List<Integer> rest = new ArrayList<>();
        for (Event event : blocking) {
            rest.add(event.args().get(0, int.class));
            if (rest.size() == 4) {
                blocking.emit("leave me");
            }
        }

        assertThat(rest).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aPublisherHandsOutAsManyEventsAsAreAskedFor() {
        Mailbox<Object> told = new Mailbox<>("event or end");
        CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        main.publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscribed.complete(subscription);
            }

            @Override
            public void onNext(Event event) {
                told.put(event.args().get(0, int.class));
            }

            @Override
            public void onError(Throwable error) {
                told.put(error);
            }

            @Override
            public void onComplete() {
                told.put("end");
            }
        });
        connected(client);
        IntStream.range(0, 3).forEach(i -> main.emit("echo", i));
        roundTrip(main);

        subscribed.join().request(1);
        assertThat(told.take()).isEqualTo(0);
        subscribed.join().request(5);
        assertThat(told.take()).isEqualTo(1);
        assertThat(told.take()).isEqualTo(2);
        main.disconnect();

        assertThat(told.take()).isEqualTo("end");
    }

    private static AckCallback failing(Mailbox<Object> told) {
        return new AckCallback() {
            @Override
            public void answered(Args args) {
                told.put(args);
            }

            @Override
            public void failed(AckException why) {
                told.put(why.reason());
            }
        };
    }

    private static AckException.Reason failure(CompletableFuture<Args> answer) {
        try {
            throw new AssertionError(answer.join());
        } catch (CompletionException failed) {
            return ((AckException) failed.getCause()).reason();
        }
    }
}
