package io.curlew.examples.kotlin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.ServerDisconnectReason;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PricesIT {
    @Test
    void theProgramOfThePageReadsAndWritesDataClasses() throws Exception {
        try (TestServer server = TestServer.builder().build()) {
            server.onConnection(socket -> {
                socket.emit("price", Map.of("symbol", "ETH", "value", 2.5));
                socket.on("echo", event -> event.ack(event.args()));
            });
            server.start();
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "PricesKt",
                            server.uri().toString())
                    .redirectErrorStream(true)
                    .start();
            ServerSocket client = server.awaitConnection(Duration.ofSeconds(50)); // a JVM starts first
            String output = new String(program.getInputStream().readAllBytes(), UTF_8);
            assertThat(output.lines()).contains("ETH 2.5 none", "[Price(symbol=BTC, value=1.5, note=none)]");
            assertThat(program.waitFor()).isZero();
            assertThat(client.awaitDisconnect()).isEqualTo(ServerDisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
            server.verify();
        }
    }
}
