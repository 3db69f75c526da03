package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.protocol.DisconnectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final FakeServer server = new FakeServer();
    private final Notes notes = new Notes();
    private final List<SocketIoClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(SocketIoClient::close);
    }

    private Socket socket(SocketIoClientBuilder settings) {
        SocketIoClient client = settings.build(server);
        clients.add(client);
        return client.socket("/");
    }

    @Test
    void aConnectionIsToldFromItsOpeningToItsEnd() {
        Socket socket = socket(FakeServer.client().metrics(notes));
        socket.connect().join();
        server.drop();
        await().until(() -> notes.lines.contains("opened 1"));
        await().until(() -> notes.lines.size() == 7);
        socket.disconnect();
        await().until(() -> notes.lines.size() == 9);
        assertThat(notes.lines)
                .containsExactly(
                        "built",
                        "opened 0",
                        "connected / false",
                        "closed transport close",
                        "disconnected / transport close",
                        "opened 1",
                        "connected / false",
                        "disconnected / io client disconnect",
                        "closed io client disconnect");
    }

    @Test
    void attemptsThatFailAreTold() {
        server.down = true;
        Socket socket = socket(FakeServer.client().metrics(notes).reconnectionAttempts(2));
        assertThatThrownBy(() -> socket.connect().join()).hasMessageContaining("server is down");
        assertThat(notes.lines)
                .containsExactly(
                        "built", "failed 0 server is down", "failed 1 server is down", "failed 2 server is down");
    }

    @Test
    void eventsAndAnswersAreToldWithTheirSizesAndTimes() {
        Socket socket = socket(FakeServer.client().metrics(notes));
        socket.connect().join();
        notes.lines.clear();
        socket.emitWithAck("sum", 1, 2).join();
        await().untilAsserted(() -> assertThat(notes.lines).hasSize(2));
        socket.emit("echo", 7);
        await().untilAsserted(() -> assertThat(notes.lines)
                .containsExactly(
                        "sent / sum " + "20[\"sum\",1,2]".length(),
                        "answered / sum",
                        "sent / echo " + "2[\"echo\",7]".length(),
                        "received / echo " + "2[\"echo\",7]".length()));
        assertThat(notes.latencies)
                .singleElement()
                .satisfies(took -> assertThat(took).isBetween(Duration.ofNanos(1), Duration.ofSeconds(10)));
    }

    @Test
    void whatIsDroppedIsToldThoughNobodyListens() {
        Socket socket = socket(FakeServer.client().metrics(notes));
        socket.emit(EmitOptions.volatileEvent(), "v");
        CompletableFuture<?> answer = socket.emitWithAck(EmitOptions.timeToLive(Duration.ofMillis(1)), "late");
        assertThatThrownBy(answer::join).hasCauseInstanceOf(AckException.class);
        assertThat(notes.lines)
                .containsExactly("built", "dropped / v VOLATILE", "dropped / late EXPIRED", "unanswered / late");
    }

    @Test
    void theServersPingBringsARoundTripTime() {
        Socket socket = socket(FakeServer.client().metrics(notes));
        socket.connect().join();
        server.newest().ping();
        await().until(() -> notes.lines.contains("round trip 3"));
    }

    @Test
    void whatMetricsThrowChangesNothing() {
        Socket socket = socket(FakeServer.client().metrics(new Metrics() {
            @Override
            public void eventSent(String namespace, String event, long bytes) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void ackReceived(String namespace, String event, Duration latency) {
                throw new AssertionError("on purpose");
            }
        }));
        socket.connect().join();
        assertThat(socket.emitWithAck("sum", 1, 2).join().get(0, int.class)).isEqualTo(3);
    }

    /** Writes down what it is told. */
    private static final class Notes implements Metrics {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final List<Duration> latencies = new CopyOnWriteArrayList<>();

        @Override
        public void built(SocketIoClient client) {
            lines.add("built");
        }

        @Override
        public void connectionOpened(int attempt, Duration took) {
            lines.add("opened " + attempt);
        }

        @Override
        public void connectionFailed(int attempt, Throwable cause) {
            lines.add("failed " + attempt + " " + cause.getMessage());
        }

        @Override
        public void connectionClosed(DisconnectReason reason) {
            lines.add("closed " + reason);
        }

        @Override
        public void connected(String namespace, boolean recovered) {
            lines.add("connected " + namespace + " " + recovered);
        }

        @Override
        public void disconnected(String namespace, DisconnectReason reason) {
            lines.add("disconnected " + namespace + " " + reason);
        }

        @Override
        public void eventSent(String namespace, String event, long bytes) {
            lines.add("sent " + namespace + " " + event + " " + bytes);
        }

        @Override
        public void eventReceived(String namespace, String event, long bytes) {
            lines.add("received " + namespace + " " + event + " " + bytes);
        }

        @Override
        public void eventDropped(String namespace, String event, DroppedEvent.Reason reason) {
            lines.add("dropped " + namespace + " " + event + " " + reason);
        }

        @Override
        public void ackReceived(String namespace, String event, Duration latency) {
            latencies.add(latency);
            lines.add("answered " + namespace + " " + event);
        }

        @Override
        public void ackFailed(String namespace, String event, AckException why) {
            lines.add("unanswered " + namespace + " " + event);
        }

        @Override
        public void roundTrip(Duration time) {
            lines.add("round trip " + time.toMillis());
        }
    }
}
