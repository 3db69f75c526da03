package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both programs of the guide do the same. */
class ComingFromJavaClientIT {
    private static final List<String> EXPECTED = List.of("connected", "BTC 1.5", "confirmed yes", "sum: 3");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.builder().build();
        server.namespace("/prices").onConnection(socket -> {
            socket.on("watch", event -> {
                socket.emit("price", Map.of("symbol", event.args().get(0, String.class), "value", 1.5));
                var unused = socket.emitWithAck("confirm")
                        .thenAccept(args -> log.add("confirmed " + args.get(0, String.class)));
            });
            socket.on(
                    "sum",
                    event -> event.ack(
                            event.args().get(0, int.class) + event.args().get(1, int.class)));
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void log(String line) {
        log.add(line.startsWith("connected") ? "connected" : line);
    }

    @Test
    void theOfficialClientDoesIt() throws Exception {
        io.socket.client.Socket socket = OfficialClient.connected(server.uri().toString(), this::log);
        OfficialClient.events(socket, this::log);
        await().until(() -> log.contains("connected")); // else the time for the answer covers connecting, too
        OfficialClient.acknowledged(socket, this::log);
        await().untilAsserted(() -> assertThat(log).containsExactlyInAnyOrderElementsOf(EXPECTED));
        socket.disconnect();
    }

    @Test
    void curlewDoesIt() {
        try (SocketIoClient client = SameInCurlew.connected(server.uri().toString(), this::log)) {
            SameInCurlew.events(client.socket("/prices"), this::log);
            SameInCurlew.acknowledged(client.socket("/prices"), this::log);
            await().untilAsserted(() -> assertThat(log).containsExactlyInAnyOrderElementsOf(EXPECTED));
        }
        await().untilAsserted(() -> assertThat(log).contains("gone: io client disconnect"));
    }
}
