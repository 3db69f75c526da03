package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.OutgoingPacket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits for listeners that are slow is counted, and stops reading or reconnecting, or is told as one. */
class WaitingListenersTest {
    private static final int BOUND = 10;
    private static final EngineClose SLOW = new EngineClose(CloseReason.SLOW_CONSUMER, Optional.empty(), 0);

    /** Those that hear of a connection: of each that is lost and comes back, or can't be had. */
    private static final Map<String, BiConsumer<Socket, Runnable>> OF_CONNECTIONS = Map.of(
            "open", (socket, slow) -> socket.client().onOpen(slow),
            "close", (socket, slow) -> socket.client().onClose(closed -> slow.run()),
            "reconnectAttempt", (socket, slow) -> socket.client().onReconnectAttempt(attempt -> slow.run()),
            "reconnect", (socket, slow) -> socket.client().onReconnect(attempt -> slow.run()),
            "connect", (socket, slow) -> socket.onConnect(slow),
            "disconnect", (socket, slow) -> socket.onDisconnect(left -> slow.run()));

    private static final Map<String, BiConsumer<Socket, Runnable>> OF_FAILURES = Map.of(
            "error", (socket, slow) -> socket.client().onError(error -> slow.run()),
            "reconnectError", (socket, slow) -> socket.client().onReconnectError(error -> slow.run()),
            "connectError", (socket, slow) -> socket.onConnectError(error -> slow.run()));

    /** Those that have a test of their own, or hear of something once for each connect of the program. */
    private static final List<String> OTHERS =
            List.of("packet", "ping", "drain", "outgoing", "dropped", "reconnectFailed");

    private final FakeServer server = new FakeServer();
    private final Blockade listeners = new Blockade();
    private final SocketIoClient client =
            FakeServer.client().incomingBound(BOUND, 1_000_000).build(server);
    private final Socket socket = client.socket("/");

    @AfterEach
    void close() {
        listeners.lift();
        client.close();
    }

    @Test
    @Tag("N05")
    void thereAreNoOthers() {
        List<String> all = Stream.of(Signals.class, SocketCore.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.getType() == Listeners.class)
                .map(field -> field.getName())
                .toList();
        assertThat(Stream.of(OF_CONNECTIONS.keySet(), OF_FAILURES.keySet(), OTHERS)
                        .flatMap(kinds -> kinds.stream()))
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @Tag("N05")
    @ValueSource(strings = {"/", "/unknown"})
    void packetsThatAreShownStopReading(String namespace) {
        var unused = client.onPacket(packet -> listeners.block());
        socket.connect().join();
        for (int i = 0; i < 2 * BOUND; i++) {
            server.newest().send(new OutgoingPacket.Ack(namespace, 1_000 + i, List.of("x".repeat(1_000))));
        }
        assertReadingStops();
        await().until(() -> client.incomingBytes() > 2 * BOUND * 1_000);
        assertReadingGoesOn();
    }

    @Test
    @Tag("N05")
    void roundTripsThatAreToldStopReading() {
        var unused = client.onPing(time -> listeners.block());
        socket.connect().join();
        for (int i = 0; i < 2 * BOUND; i++) {
            server.newest().ping();
        }
        assertReadingStops();
        assertReadingGoesOn();
    }

    @Test
    @Tag("N05")
    void answersThatWaitForTheirCallbacksStopReading() {
        AtomicInteger answers = new AtomicInteger();
        socket.connect().join();
        for (int i = 0; i < 2 * BOUND; i++) {
            socket.emitWithAck(EmitOptions.defaults(), new Slow(answers), "sum", 1, 2);
        }
        assertReadingStops();
        assertReadingGoesOn();
        await().until(() -> answers.get() == 2 * BOUND);
    }

    private final class Slow implements AckCallback {
        private final AtomicInteger answers;

        Slow(AtomicInteger answers) {
            this.answers = answers;
        }

        @Override
        public void answered(Args args) {
            listeners.block();
            answers.incrementAndGet();
        }

        @Override
        public void failed(AckException why) {
            throw why;
        }
    }

    private void assertReadingStops() {
        await().until(() -> server.newest().pauses.get() > 0);
        assertThat(client.incomingEvents()).isGreaterThan(BOUND);
    }

    private void assertReadingGoesOn() {
        listeners.lift();
        await().until(() -> server.newest().resumptions.get() > 0);
        await().until(() -> client.incomingEvents() == 0);
    }

    static Stream<String> ofConnections() {
        return OF_CONNECTIONS.keySet().stream();
    }

    @ParameterizedTest
    @Tag("N05")
    @MethodSource("ofConnections")
    void whatConnectionsComeToThatAreLostAgainAndAgainIsCounted(String kind) {
        listen(OF_CONNECTIONS, kind);
        CompletableFuture<Socket> unused = socket.connect();
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            if (socket.connected()) {
                server.drop();
            }
            return client.incomingEvents() > BOUND;
        });
        assertThatItWaits();
    }

    static Stream<String> ofFailures() {
        return OF_FAILURES.keySet().stream();
    }

    @ParameterizedTest
    @Tag("N05")
    @MethodSource("ofFailures")
    void whatAttemptsComeToThatFailAgainAndAgainIsCounted(String kind) {
        listen(OF_FAILURES, kind);
        server.down = true;
        CompletableFuture<Socket> unused = socket.connect();
        await().until(() -> client.incomingEvents() > BOUND);
        server.down = false;
        assertThatItWaits();
    }

    private void listen(Map<String, BiConsumer<Socket, Runnable>> kinds, String kind) {
        BiConsumer<Socket, Runnable> listening = kinds.get(kind);
        assertThat(listening).isNotNull();
        listening.accept(socket, listeners::block);
    }

    /** No more connections are made than there is room for what they come to. */
    private void assertThatItWaits() {
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            if (socket.connected()) { // by an attempt that was under way
                server.drop();
            }
            return client.state() == SocketIoClient.State.OPENING && server.newest().over;
        });
        int attempts = server.wires.size();
        listeners.lift();
        await().until(socket::connected);
        assertThat(server.wires).hasSize(attempts + 1);
    }

    @Test
    @Tag("N05")
    void thatAllIsWrittenIsToldOnceHoweverOftenItWas() {
        AtomicInteger drains = new AtomicInteger();
        var unused = client.onOpen(listeners::block);
        unused = client.onDrain(drains::incrementAndGet);
        socket.connect().join();
        for (int i = 0; i < 100; i++) {
            socket.emitWithAck("sum", 1, 2).join();
        }
        assertThat(client.incomingEvents()).isLessThan(BOUND);
        listeners.lift();
        await().until(() -> client.incomingEvents() == 0 && drains.get() > 0);
        assertThat(drains).hasValueLessThan(3);
    }

    @Test
    void aClientThatWasTooSlowComesBackWhenItsListenersHaveCaughtUp() {
        AtomicInteger handled = new AtomicInteger();
        socket.on("e", event -> {
            listeners.block();
            handled.incrementAndGet();
        });
        socket.connect().join();
        server.burst("/", "e", 2 * BOUND);
        await().until(() -> server.newest().pauses.get() > 0);
        server.newest().end(SLOW);
        await().until(() -> client.state() == SocketIoClient.State.OPENING);
        assertThat(server.wires).hasSize(1);
        listeners.lift();
        await().until(socket::connected);
        server.emit("/", "e");
        await().until(() -> handled.get() == 2 * BOUND + 1);
        assertThat(server.wires).hasSize(2);
        assertThat(server.newest().pauses).hasValue(0);
    }

    @Test
    void aProgramThatAsksForAConnectionGetsItWhetherItsListenersHaveCaughtUpOrNot() {
        socket.on("e", event -> listeners.block());
        socket.connect().join();
        server.burst("/", "e", 2 * BOUND);
        await().until(() -> server.newest().pauses.get() > 0);
        server.newest().end(SLOW);
        await().until(() -> client.state() == SocketIoClient.State.OPENING);
        socket.connect().join();
        assertThat(server.wires).hasSize(2);
    }

    @Test
    void anAnswerToConnectIsNotLateWhileReadingIsPaused() {
        List<ConnectFailedException> late = new CopyOnWriteArrayList<>();
        SocketIoClientBuilder builder =
                FakeServer.client().incomingBound(1, 1_000).connectTimeout(Duration.ofMillis(20));
        try (SocketIoClient hasty = builder.build(server)) {
            Socket first = hasty.socket("/");
            Socket second = hasty.socket("/b");
            first.on("e", event -> listeners.block());
            var unused = second.onConnectError(late::add);
            first.connect().join();
            server.burst("/", "e", 3);
            await().until(() -> server.newest().pauses.get() > 0);
            server.silent = true;
            CompletableFuture<Socket> connected = second.connect();
            await().during(Duration.ofMillis(100)).until(() -> late.isEmpty() && !connected.isDone());
            server.newest().send(new OutgoingPacket.Connect("/b", Optional.of(Map.of("sid", "b")), Map.of()));
            listeners.lift();
            connected.join();
            assertThat(late).isEmpty();
        }
    }

    @Test
    void aListenerThatIsAddedAfterTheConnectDoesNotHearOfIt() {
        List<String> heard = new CopyOnWriteArrayList<>();
        var unused = client.onOpen(listeners::block);
        socket.on("e", event -> heard.add("event"));
        socket.connect().join();
        unused = socket.onConnect(() -> heard.add("connect"));
        listeners.lift();
        server.emit("/", "e");
        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("event");
    }
}
