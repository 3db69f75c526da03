package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.loop.SendBudget;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DroppingTest {
    private final FakeServer server = new FakeServer();
    private final BlockingQueue<DroppedEvent> dropped = new LinkedBlockingQueue<>();
    private final List<SocketIoClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        server.stalled = false;
        clients.forEach(SocketIoClient::close);
    }

    /** A failing one would expect the loop to drop within two seconds. */
    private static SendBudget patient(int packets) {
        return SendBudget.blocking(packets, 1000, Duration.ofSeconds(30));
    }

    private Socket socket(SocketIoClientBuilder settings) {
        SocketIoClient client = settings.build(server);
        clients.add(client);
        Socket socket = client.socket("/");
        socket.onDropped(dropped::add);
        return socket;
    }

    @Test
    @Tag("F21")
    void theOldestMakesRoomForTheNewest() throws Exception {
        Socket socket = socket(FakeServer.client().sendBudget(patient(3)).dropOldest());
        for (int i = 0; i < 10; i++) {
            socket.emit("n", i);
        }
        for (int i = 0; i < 7; i++) {
            assertThat(next()).isEqualTo(new DroppedEvent("n", List.of(i), DroppedEvent.Reason.OVERFLOW));
        }
        await().until(() -> socket.bufferedEvents() == 3);
        assertThat(socket.client().bufferedPackets()).isEqualTo(3);
        socket.connect().join();
        for (int i = 7; i < 10; i++) {
            assertThat(server.next(SocketPacket.Event.class).args().get(0, int.class))
                    .isEqualTo(i);
        }
        await().until(() -> socket.client().bufferedBytes() == 0);
        assertThat(socket.bufferedEvents()).isZero();
    }

    @Test
    @Tag("F20")
    void aConnectionThatCannotWriteMakesTheOldestGoToo() throws Exception {
        Socket socket = socket(FakeServer.client().sendBudget(patient(4)).dropOldest());
        socket.connect().join();
        await().until(() -> socket.client().bufferedPackets() == 0);
        server.stalled = true;
        for (int i = 0; i < 10; i++) {
            socket.emit("n", i);
        }
        assertThat(next().args()).containsExactly(0);
        await().until(() -> dropped.size() == 5);
        assertThat(socket.bufferedEvents()).isEqualTo(4);
        server.stalled = false;
        socket.emit("n", 10);
        for (int i = 6; i <= 10; i++) {
            assertThat(server.next(SocketPacket.Event.class).args().get(0, int.class))
                    .isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatWaitedForAnUpgradeLeavesAfterIt(int retries) throws Exception {
        EmitOptions options = retries == 0 ? EmitOptions.defaults() : EmitOptions.retries(retries);
        Socket socket = socket(FakeServer.client().dropOldest());
        socket.connect().join();
        await().until(() -> socket.client().bufferedPackets() == 0);
        server.stalled = true;
        CompletableFuture<Args> sum = socket.emitWithAck(options, "sum", 1, 2);
        await().until(() -> socket.bufferedEvents() == 1);
        server.stalled = false;
        server.newest().drain();
        assertThat(sum.get(30, TimeUnit.SECONDS).get(0, int.class)).isEqualTo(3);
    }

    @Test
    void aListenerThatEmitsWithoutEndInDirectModeIsRefusedInTheEnd() throws Exception {
        Socket socket = socket(FakeServer.client()
                .sendBudget(SendBudget.failing(5, 1000))
                .dropOldest()
                .direct());
        BlockingQueue<Throwable> refusals = new LinkedBlockingQueue<>();
        socket.on("go", event -> {
            try {
                for (int i = 0; i < 100; i++) {
                    socket.emit("n", i);
                }
            } catch (BufferFullException full) {
                refusals.add(full);
            }
        });
        socket.connect().join();
        server.stalled = true;
        server.emit("/", "go");
        assertThat(refusals.poll(30, TimeUnit.SECONDS)).hasMessageContaining("of 5 packets");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void anEventThatTurnsOutToBeTooLargeIsTold(int retries) throws Exception {
        BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
        Socket socket = socket(FakeServer.client().onError(errors::add));
        server.maxFrame = 50;
        EmitOptions options = retries == 0 ? EmitOptions.defaults() : EmitOptions.retries(retries);
        CompletableFuture<Args> answer = socket.emitWithAck(options, "large", "x".repeat(100));
        socket.emit("small", 1);
        socket.connect().join();

        assertThat(next()).isEqualTo(new DroppedEvent("large", List.of("x".repeat(100)), DroppedEvent.Reason.REFUSED));
        assertThatThrownBy(answer::join).hasRootCauseMessage("more than 50 bytes");
        assertThat(errors.poll(30, TimeUnit.SECONDS)).hasMessage("more than 50 bytes");
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("small");
        await().until(() -> socket.client().bufferedPackets() == 0);
        assertThat(socket.client().bufferedBytes()).isZero();
        assertThat(socket.bufferedEvents()).isZero();
        assertThat(dropped).isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    void nothingIsDroppedForAnEventThatTheConnectionRefuses() throws Exception {
        Socket socket = socket(
                FakeServer.client().sendBudget(SendBudget.failing(3, 1000)).dropOldest());
        Socket other = socket.client().socket("/other");
        var unused = other.onDropped(dropped::add);
        socket.connect().join();
        await().until(() -> socket.client().bufferedPackets() == 0);
        for (int i = 0; i < 3; i++) {
            other.emit("n", i);
        }
        server.maxFrame = 50;
        socket.emit("large", "x".repeat(100));
        assertThat(next().reason()).isEqualTo(DroppedEvent.Reason.REFUSED);
        await().until(() -> socket.client().bufferedPackets() == 3);
        other.connect().join();
        for (int i = 0; i < 3; i++) {
            assertThat(server.next(SocketPacket.Event.class).args().get(0, int.class))
                    .isEqualTo(i);
        }
        assertThat(dropped).isEmpty();
    }

    @ParameterizedTest
    @Tag("N37")
    @ValueSource(ints = {0, 2})
    void anEventThatIsAloneStaysHoweverLargeItsAttachments(int retries) throws Exception {
        EmitOptions options = retries == 0 ? EmitOptions.defaults() : EmitOptions.retries(retries);
        Socket socket = socket(
                FakeServer.client().sendBudget(SendBudget.failing(3, 1000)).dropOldest());
        socket.emit(options, "file", new byte[600], new byte[600]);
        await().until(() -> socket.bufferedEvents() == 1);
        socket.connect().join();
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("file");
        assertThat(dropped).isEmpty();
    }

    @Test
    @Tag("N37")
    void aLargeOneThatIsAloneNoMoreMakesRoom() throws Exception {
        Socket socket = socket(
                FakeServer.client().sendBudget(SendBudget.failing(3, 1000)).dropOldest());
        socket.emit("file", new byte[600], new byte[600]);
        socket.emit("next");
        assertThat(next().name()).isEqualTo("file");
        await().until(() -> socket.client().bufferedPackets() == 1);
    }

    @Test
    void anEventThatExpiresIsTold() throws Exception {
        Socket socket = socket(FakeServer.client());
        CompletableFuture<Args> answer =
                socket.emitWithAck(EmitOptions.timeToLive(Duration.ofMillis(1)), "price", "secret");
        assertThat(next()).isEqualTo(new DroppedEvent("price", List.of("secret"), DroppedEvent.Reason.EXPIRED));
        assertThatThrownBy(answer::join)
                .cause()
                .hasMessage("No answer to event \"price\": the event was dropped before it was sent");
        socket.connect().join();
        assertThat(socket.bufferedEvents()).isZero();
    }

    @Test
    void clearingTheBufferIsTold() throws Exception {
        Socket socket = socket(FakeServer.client());
        socket.emit("a");
        socket.emit("b", 1);
        socket.clearBuffer();
        assertThat(next()).hasToString("event \"a\", dropped: CLEARED");
        assertThat(next()).hasToString("event \"b\", dropped: CLEARED");
        assertThat(socket.bufferedEvents()).isZero();
        socket.connect().join();
    }

    @Test
    void whatIsLeftWhenTheClientClosesIsTold() throws Exception {
        Socket socket = socket(FakeServer.client());
        socket.emit("bye");
        socket.client().close();
        assertThat(next().reason()).isEqualTo(DroppedEvent.Reason.CLOSED);
        socket(FakeServer.client()).connect().join();
    }

    @Test
    void aVolatileEventWithoutRoomIsTold() throws Exception {
        Socket socket = socket(FakeServer.client().sendBudget(SendBudget.failing(1, 1000)));
        socket.emit("kept");
        socket.emit(EmitOptions.volatileEvent(), "cursor", 1);
        assertThat(next()).isEqualTo(new DroppedEvent("cursor", List.of(1), DroppedEvent.Reason.VOLATILE));
        assertThat(socket.client().discardedEvents()).isOne();
        socket.connect().join();
    }

    /**
     * One for each way by which an event is dropped: before it reaches the loop, while it waits, and by the connection.
     */
    @Test
    void aDroppedEventHasTheTagOfItsEmit() throws Exception {
        Socket socket = socket(FakeServer.client().sendBudget(SendBudget.failing(1, 1000)));
        Object order = new Object();
        socket.emit(EmitOptions.tag(order), "order", 1);
        socket.emit(EmitOptions.volatileEvent().withTag("no room"), "cursor", 1);
        assertThat(next().tag()).hasValue("no room");
        socket.clearBuffer();
        assertThat(next().tag()).hasValueSatisfying(tag -> assertThat(tag).isSameAs(order));
        server.maxFrame = 50;
        socket.emit(EmitOptions.tag("large"), "large", "x".repeat(100));
        socket.connect().join();
        assertThat(next().tag()).hasValue("large");
    }

    private DroppedEvent next() throws InterruptedException {
        DroppedEvent next = dropped.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
