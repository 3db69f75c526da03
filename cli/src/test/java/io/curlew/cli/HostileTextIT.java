package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("N06")
class HostileTextIT {

    @ParameterizedTest
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void enginePrintsEachMessageAsJsonThatShowsAndIsWhole(String text) {
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            server.onConnection(connection -> connection.send(text)).start();
            Run run = Run.of("engine", server.uri().toString(), "--count", "1");
            assertThat(run.exitCode()).isZero();
            String sent = new String(text.getBytes(UTF_8), UTF_8); // UTF-8 has nothing for half a surrogate pair
            assertThat(run.out()).singleElement().satisfies(line -> {
                Unprintable.assertShows(line);
                assertThat(JsonText.parse(line)).isEqualTo(Map.of("message", sent));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void emitSaysWhyItWasRefusedInLinesThatShow(String text) {
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/").use(socket -> {
                throw new ConnectRefusedException(text, Map.of(Unprintable.key(text), text));
            });
            Run run = Run.of("emit", server.start().uri().toString(), "e");
            assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).isNotEmpty().hasSizeLessThan(4).allSatisfy(Unprintable::assertShows);
        }
    }
}
