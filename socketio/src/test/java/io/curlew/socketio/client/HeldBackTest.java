package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.SocketPacket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose listeners are slow does not reconnect by itself, unless they may be waiting for just that. */
@Tag("N34")
class HeldBackTest {
    private static final int BOUND = 10;
    private static final EngineClose SLOW = new EngineClose(CloseReason.SLOW_CONSUMER, Optional.empty(), 0);
    private static final Duration SOON = Duration.ofSeconds(30);

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

    /** The client gets more events than its listener takes, until it is a slow consumer. */
    private void loseTheConnection() {
        socket.on("e", event -> listeners.block());
        socket.connect().join();
        stopReading();
        server.newest().end(SLOW);
    }

    private void stopReading() {
        server.burst("/", "e", 2 * BOUND);
        await().until(() -> server.newest().pauses.get() > 0);
    }

    private void awaitHeldBack() {
        await().until(() -> client.state() == SocketIoClient.State.OPENING);
        await().during(Duration.ofMillis(30)).until(() -> server.wires.size() == 1);
    }

    private static void assertAnswered(CompletableFuture<Args> answer) {
        assertThat(answer)
                .succeedsWithin(SOON)
                .satisfies(sum -> assertThat(sum.get(0, int.class)).isEqualTo(3));
    }

    @Test
    void whoCallsInsteadOfTakingEventsGetsAnAnswer() {
        BlockingSocket view = socket.blocking();
        view.connect(SOON);
        stopReading();
        server.newest().end(SLOW);
        awaitHeldBack();
        assertAnswered(CompletableFuture.supplyAsync(() -> view.call("sum", 1, 2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aListenerThatWaitsForAnAnswerGetsIt(int retries) {
        EmitOptions options = retries == 0 ? EmitOptions.defaults() : EmitOptions.retries(retries);
        loseTheConnection();
        awaitHeldBack();
        assertAnswered(socket.emitWithAck(options, "sum", 1, 2));
    }

    @Test
    void anEventThatWaitsAlreadyIsAsGood() {
        socket.on("e", event -> listeners.block());
        socket.connect().join();
        stopReading();
        server.down = true;
        server.newest().end(SLOW);
        CompletableFuture<Args> answer = socket.emitWithAck("sum", 1, 2);
        await().until(() -> server.wires.size() > 5);
        server.down = false;
        assertAnswered(answer);
    }

    @Test
    void whatListenersHearOfTheNewConnectionDoesNotStopIt() {
        server.heedsPauses = true;
        var unused = client.onOpen(listeners::block);
        unused = client.onReconnect(attempt -> listeners.block());
        unused = client.onReconnectAttempt(attempt -> listeners.block());
        unused = socket.onConnect(listeners::block);
        loseTheConnection();
        awaitHeldBack();
        assertAnswered(socket.emitWithAck("sum", 1, 2));
        assertThat(server.newest().pauses).hasValue(0);
    }

    @Test
    void aConnectThatWasUnderWayIsWaitedFor() {
        Socket second = client.socket("/second");
        socket.on("e", event -> listeners.block());
        socket.connect().join();
        server.silent = true;
        CompletableFuture<Socket> connect = second.connect();
        stopReading();
        server.silent = false;
        server.newest().end(SLOW);
        assertThat(connect).succeedsWithin(SOON);
    }

    @Test
    void aConnectThatFailsOnceIsNotWaitedForAgain() {
        Socket second = client.socket("/second");
        socket.on("e", event -> listeners.block());
        socket.connect().join();
        server.silent = true;
        CompletableFuture<Socket> connect = second.connect();
        stopReading();
        server.down = true;
        server.newest().end(SLOW);
        await().until(() -> server.wires.size() == 2);
        await().during(Duration.ofMillis(30)).until(() -> server.wires.size() == 2);
        assertThat(connect).isNotDone();
    }

    @Test
    void closingSendsWhatWaits() throws Exception {
        List<DroppedEvent> dropped = new CopyOnWriteArrayList<>();
        var unused = socket.onDropped(dropped::add);
        loseTheConnection();
        awaitHeldBack();
        socket.emit("bye");
        client.close();
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("bye");
        assertThat(dropped).isEmpty();
    }

    @Test
    void anEventForANamespaceThatNobodyWantsOpensNone() {
        loseTheConnection();
        awaitHeldBack();
        client.socket("/other").emit("x");
        awaitHeldBack();
    }

    @Test
    void whoAsksWhileThereIsAConnectionAsksForNoOther() {
        socket.on("e", event -> listeners.block());
        socket.connect().join();
        stopReading();
        socket.connect().join();
        server.newest().end(SLOW);
        awaitHeldBack();
    }

    @Test
    void aConnectionIsStoppedOnceHoweverMuchComes() {
        socket.on("e", event -> listeners.block());
        socket.connect().join();
        stopReading();
        await().until(() -> client.incomingEvents() == 2 * BOUND);
        assertThat(server.newest().pauses).hasValue(1);
    }

    @Test
    void roomForWhatWasNotStoppedChangesNothing() {
        socket.connect().join();
        client.run().backlogHasRoom();
        assertAnswered(socket.emitWithAck("sum", 1, 2));
        assertThat(server.newest().resumptions).hasValue(0);
    }

    @Test
    void aConnectionThatOpensIsReadUntilItIsOpen() {
        server.heedsPauses = true;
        AtomicReference<Runnable> crowd = new AtomicReference<>(() -> {});
        Wire.Factory crowded = (loop, listener, attempt) -> {
            Wire wire = server.create(loop, listener, attempt);
            loop.execute(() -> crowd.get().run());
            return wire;
        };
        try (SocketIoClient other = FakeServer.client().build(crowded)) {
            crowd.set(() -> other.run().backlogIsFull());
            assertThat(other.socket("/").connect()).succeedsWithin(SOON);
        }
    }
}
