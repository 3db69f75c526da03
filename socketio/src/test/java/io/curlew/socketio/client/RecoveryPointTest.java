package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.protocol.SocketPacket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where a recovery goes on after what was processed. */
@Tag("F23")
class RecoveryPointTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeServer server = new FakeServer();
    private SocketIoClient client;
    private Socket socket;

    @BeforeEach
    void build() {
        server.pid = Optional.of("p 1");
        client = FakeServer.client().build(server);
        socket = client.socket("/");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void anEventIsProcessedWhenItsListenersHaveReturned() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(1);
        socket.on("news", event -> {
            called.countDown();
            await().until(() -> goOn.getCount() == 0);
        });
        socket.connect().join();
        server.emit("/", "news", "o1");
        await().until(() -> called.getCount() == 0);
        assertThat(socket.offset()).isEmpty();
        assertThat(socket.recoveryPoint()).isEmpty();
        goOn.countDown();
        await().until(() -> socket.offset().equals(Optional.of("o1")));
    }

    @Test
    void anEventThatWaitsInABlockingViewIsProcessedWhenItIsTaken() {
        BlockingSocket blocking = socket.blocking();
        blocking.connect(LONG);
        server.emit("/", "news", "o1");
        server.emit("/", "news", "o2");
        assertThat(blocking.receive(LONG)).isPresent();
        assertThat(socket.offset()).contains("o1");
        assertThat(blocking.receive(LONG)).isPresent();
        assertThat(socket.offset()).contains("o2");
    }

    @Test
    void anotherProgramGoesOnFromItsText() throws Exception {
        socket.connect().join();
        server.emit("/", "news", "o&1");
        await().until(() -> socket.recoveryPoint().isPresent());
        String saved = socket.recoveryPoint().orElseThrow().text();
        server.received.clear();
        try (SocketIoClient next = FakeServer.client().build(server)) {
            Socket resumed = next.socket("/");
            resumed.resumeFrom(RecoveryPoint.parse(saved));
            assertThat(resumed.recoveryPoint()).contains(RecoveryPoint.parse(saved));
            resumed.connect().join();
            assertThat(resumed.recovered()).isTrue();
            SocketPacket.Connect connect = (SocketPacket.Connect) server.received.take();
            assertThat(connect.payload().orElseThrow().text()).isEqualTo("{\"pid\":\"p 1\",\"offset\":\"o&1\"}");
        }
    }

    @Test
    @Tag("N02")
    void whatNoServerGivesIsNoRecoveryPoint() {
        assertThat(RecoveryPoint.parse("p".repeat(256) + "&o")).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecoveryPoint.parse("p&" + "o".repeat(257)))
                .withMessageContaining("256 bytes");
    }

    @Test
    @Tag("N02")
    void aConnectWithoutRoomForWhatARecoveryNeedsIsMadeWithoutIt() throws Exception {
        List<Throwable> errors = new CopyOnWriteArrayList<>();
        socket.onConnectError(errors::add);
        socket.connect().join();
        server.emit("/", "news", "o".repeat(200));
        await().until(() -> socket.offset().isPresent());
        server.received.clear();
        server.maxFrame = 100;
        server.drop();
        assertThat(server.next(SocketPacket.Connect.class).payload()).isEmpty();
        await().until(() -> socket.connected());
        assertThat(socket.recovered()).isFalse();
        assertThat(errors).isEmpty();
    }

    @Test
    void pointsOfOneSessionAreToldFromThoseOfAnother() {
        RecoveryPoint point = new RecoveryPoint("p", "o1");
        assertThat(point.isOfSameSession(new RecoveryPoint("p", "o2"))).isTrue();
        assertThat(point.isOfSameSession(new RecoveryPoint("q", "o1"))).isFalse();
    }

    @Test
    void itIsASecret() {
        assertThat(new RecoveryPoint("secret", "o").toString()).doesNotContain("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecoveryPoint.parse("secret"))
                .withMessageNotContaining("secret");
    }

    @Test
    void whoIsConnectedHasNothingToResume() {
        socket.connect().join();
        assertThatIllegalStateException().isThrownBy(() -> socket.resumeFrom(new RecoveryPoint("p", "o")));
    }
}
