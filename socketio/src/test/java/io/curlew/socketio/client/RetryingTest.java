package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.SocketPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryingTest {
    private static final EmitOptions SHORT =
            EmitOptions.retries(2).withTimeout(Duration.ofMillis(20)).withIdempotencyKey();

    private final FakeServer server = new FakeServer();
    private final List<SocketIoClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(SocketIoClient::close);
    }

    private Socket connected(SocketIoClientBuilder settings) {
        SocketIoClient client = settings.closeTimeout(Duration.ofMillis(50)).build(server);
        clients.add(client);
        return client.socket("/").connect().join();
    }

    private static void assertNothingIsReserved(Socket socket) {
        await().until(() -> socket.client().bufferedPackets() == 0);
        assertThat(socket.client().bufferedBytes()).isZero();
        assertThat(socket.bufferedEvents()).isZero();
    }

    @Test
    void anEventThatNobodyAnswersIsGivenUpAndLeavesNoReservation() throws Exception {
        Socket socket = connected(FakeServer.client());
        BlockingQueue<DroppedEvent> dropped = new LinkedBlockingQueue<>();
        socket.onDropped(dropped::add);
        socket.emit(SHORT, "order", 1);
        assertThat(dropped.poll(30, TimeUnit.SECONDS))
                .isEqualTo(new DroppedEvent("order", List.of(1), DroppedEvent.Reason.GIVEN_UP));
        String key = key();
        assertThat(key()).isEqualTo(key);
        assertThat(key()).isEqualTo(key);
        assertNothingIsReserved(socket);
    }

    private String key() throws InterruptedException {
        return server.next(SocketPacket.Event.class).args().get(1, String.class);
    }

    @Test
    void anAnsweredEventLeavesNoReservation() {
        Socket socket = connected(FakeServer.client().retries(3));
        assertThat(socket.emitWithAck("sum", 1, 2).join().get(0, int.class)).isEqualTo(3);
        socket.emit("sum", 1, 2);
        assertNothingIsReserved(socket);
    }

    @Test
    void anEventKeepsItsRoomUntilItIsAnswered() {
        Socket socket = connected(FakeServer.client());
        CompletableFuture<Args> answer = socket.emitWithAck(EmitOptions.retries(1), "silence");
        await().until(() -> server.received.stream().anyMatch(SocketPacket.Event.class::isInstance)
                && socket.client().bufferedPackets() == 1);
        assertThat(socket.bufferedEvents()).isOne();
        answer.cancel(true);
        assertNothingIsReserved(socket);
    }

    @Test
    void anEventThatTheConnectionRefusesIsNotRetried() {
        Socket socket = connected(FakeServer.client().retries(3).onError(refusal -> {}));
        server.maxFrame = 20;
        assertThatThrownBy(() -> socket.emitWithAck("large", "x".repeat(30)).join())
                .cause()
                .hasMessageContaining("refused before sending");
        assertNothingIsReserved(socket);
    }

    @Test
    void aLostConnectionIsAnAttempt() throws Exception {
        Socket socket = connected(FakeServer.client().retries(1));
        CompletableFuture<Args> answer = socket.emitWithAck("silence");
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("silence");
        server.drop();
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("silence");
        server.drop();
        assertThatThrownBy(answer::join).cause().hasMessageContaining("disconnected");
        assertNothingIsReserved(socket);
    }

    @Test
    void theClientsRetriesGiveWayToTheEventsOptions() throws Exception {
        Socket socket = connected(FakeServer.client().retries(1));
        socket.emit(EmitOptions.defaults().withoutRetries(), "once");
        assertThat(server.next(SocketPacket.Event.class).ackId()).isEmpty();
        socket.emit(EmitOptions.volatileEvent(), "volatile");
        assertThat(server.next(SocketPacket.Event.class).ackId()).isEmpty();
        Socket single = connected(FakeServer.client().retries(1).noRetries());
        single.emit("once");
        assertThat(server.next(SocketPacket.Event.class).ackId()).isEmpty();
    }

    @Test
    void aVolatileEventCannotHaveRetries() {
        EmitOptions retrying = EmitOptions.retries(1);
        EmitOptions fleeting = EmitOptions.volatileEvent();
        assertThatThrownBy(retrying::withVolatile).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fleeting.withRetries(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EmitOptions.retries(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
