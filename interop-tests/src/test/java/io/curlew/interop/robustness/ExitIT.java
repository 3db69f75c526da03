package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Soon;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program ends when its {@code main} does, whatever it has left open. */
@Tag("F33")
@Isolated("measures how soon a JVM ends")
class ExitIT {
    @ParameterizedTest
    @ValueSource(strings = {"close", "leave open"})
    void theJvmEndsWithinTwoSeconds(String end) throws Exception {
        Soon.assertWithin(Duration.ofSeconds(2), () -> lingering(end));
    }

    /** Returns the time from the program's last words to its end. */
    private static Duration lingering(String end) throws Exception {
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            server.start();
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ShortProgram.class.getName(),
                            server.uri().toString(),
                            end)
                    .redirectErrorStream(true)
                    .start();
            var lines = program.inputReader(StandardCharsets.UTF_8);
            String line = lines.readLine();
            while (line != null && !line.equals(ShortProgram.LAST_WORDS)) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo(ShortProgram.LAST_WORDS);
            long start = System.nanoTime();
            assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
            Duration took = Soon.since(start);
            assertThat(program.exitValue()).isZero();
            return took;
        }
    }
}
