package com.example.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.ServerDisconnectReason;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service as it is deployed: one jar, started with a setting and stopped with SIGTERM. */
@Timeout(240)
class ServiceIT {
    private static final Duration STARTS = Duration.ofMinutes(2);

    @Test
    void receivesPricesAndLeavesWhenItIsStopped() throws Exception {
        try (TestServer server = TestServer.builder().build().start()) {
            Process service = start(server);
            try (BufferedReader output = service.inputReader()) {
                ServerSocket client = server.namespace("/prices").awaitConnection(STARTS);
                client.emit("price", Map.of("symbol", "BTC", "value", 1.5));
                List<String> lines = linesTo(output, "BTC costs 1.5");

                service.toHandle().destroy(); // Process.destroy() would close its output
                assertThat(client.awaitDisconnect(Duration.ofSeconds(20))).isEqualTo(ServerDisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
                assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
                output.lines().forEach(lines::add);
                assertThat(service.exitValue()).isEqualTo(128 + 15);
                assertThat(lines).noneMatch(line -> line.matches(".*(WARN|ERROR|Exception).*"));
            } finally {
                service.destroyForcibly();
            }
            server.verify();
        }
    }

    @Test
    void runsOnTheNettyThatBootManages() throws IOException {
        assertThat(io.netty.util.Version.identify().get("netty-common").artifactVersion())
                .isEqualTo(System.getProperty("netty.expected"));
    }

    private static Process start(TestServer server) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("service.jar"),
                        "--prices.url=" + server.uri())
                .redirectErrorStream(true)
                .start();
    }

    private static List<String> linesTo(BufferedReader output, String last) throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        while ((line = output.readLine()) != null) {
            lines.add(line);
            if (line.contains(last)) {
                return lines;
            }
        }
        throw new AssertionError("The service ended: " + lines);
    }
}
