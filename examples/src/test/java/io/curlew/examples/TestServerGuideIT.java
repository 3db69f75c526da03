package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What the page on the test server shows runs. */
class TestServerGuideIT {

    @Test
    void aClientWhoseConnectionIsDroppedGetsWhatItHasMissed() {
        BlockingQueue<Integer> missed = new LinkedBlockingQueue<>();
        try (TestServer server =
                        TestServer.builder().recovery(Duration.ofMinutes(2)).build();
                SocketIoClient client = client(server)) {
            Socket socket = client.socket("/");
            socket.on("missed", Integer.class, missed::add);
            socket.on("welcome", event -> socket.emit("crash")); // recovery goes on after an event
            socket.connect(Duration.ofSeconds(5)).join();
            await().until(() -> !missed.isEmpty());
            assertThat(socket.recovered()).isTrue();
        }
    }

    private static SocketIoClient client(TestServer server) {
        TestServerGuide.crashing(server);
        server.namespace("/").onConnection(socket -> {
            if (!socket.recovered()) {
                socket.emit("welcome");
            }
        });
        return SocketIoClient.builder(server.start().uri())
                .reconnection(Backoff.fixed(Duration.ofMillis(50)))
                .build();
    }
}
