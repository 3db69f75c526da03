package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Values;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that a program entrusts to a client shows in a log line of any level, in a message or in a {@code toString}.
 */
@Tag("A55")
class SecretsIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"POLLING", "WEBSOCKET", "POLLING,WEBSOCKET"})
    void theLogOfEveryLevelHoldsNone(String transports) throws Exception {
        Path log = directory.resolve("log");
        try (TestServer server = server()) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SecretiveProgram.class.getName(),
                            "localhost:" + server.port(),
                            transports)
                    .redirectError(log.toFile())
                    .start();
            List<String> ids = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String logged = Files.readString(log);
            assertThat(program.waitFor()).as(logged).isZero();

            assertThat(logged)
                    .contains("DEBUG io.curlew.engineio", "A listener failed", "not allowed", "transport")
                    .doesNotContain(SecretiveProgram.CANARY);
            assertThat(ids)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(id -> assertThat(logged).doesNotContain(id));
        }
    }

    private static TestServer server() {
        TestServer server = TestServer.builder().build();
        server.namespace("/")
                .onConnection(socket -> socket.on(
                                "echo",
                                event -> socket.emit(
                                        "echo", Values.of(event.args()).toArray()))
                        .on("ask", event -> event.ack(Values.of(event.args()).toArray()))
                        .on("cut", event -> socket.dropConnection()));
        server.namespace("/guarded").use(socket -> {
            throw new ConnectRefusedException("not allowed", Map.of("why", SecretiveProgram.CANARY + "data"));
        });
        return server.start();
    }
}
