package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
    void serveWithEnginePrintsEachMessageAsJsonThatShowsAndIsWhole(String text) {
        try (Serving server = Serving.with("--engine")) {
            Run run = Run.of("engine", server.url(), "text:" + text, "--count", "1");
            assertThat(run.exitCode()).isZero();
            await().until(() -> server.run().out().size() == 1);
            String sent = new String(text.getBytes(UTF_8), UTF_8);
            assertThat(server.run().out()).allSatisfy(Unprintable::assertShows).isEqualTo(run.out());
            assertThat(JsonText.parse(run.out().get(0))).isEqualTo(Map.of("message", sent));
            assertThat(server.run().err()).allSatisfy(Unprintable::assertShows);
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of("call e", "emit e", "listen", "pipe")
                .flatMap(command -> Unprintable.texts().map(text -> Arguments.of(command, text)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void eachCommandSaysWhyItWasRefusedInLinesThatShow(String command, String text) {
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/").use(socket -> {
                throw new ConnectRefusedException(text, Map.of(Unprintable.key(text), text));
            });
            String url = server.start().uri().toString();
            for (String traced : List.of("-q", "-vvv", "--json")) {
                Run run = Run.of((command.replaceFirst("(?= |$)", " " + url) + " " + traced).split(" "));
                assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
                assertThat(run.out()).isEmpty();
                assertThat(run.err()).isNotEmpty().allSatisfy(Unprintable::assertShows);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void listenShowsPeopleTextOnly(String text) {
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/").onConnection(socket -> {
                socket.emit(text, text, Map.of(Unprintable.key(text), List.of(text)));
                socket.emit("last");
            });
            Run run = Run.of("listen", server.start().uri().toString(), "--pretty", "--count", "2", "-vvv");
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isNotEmpty().allSatisfy(Unprintable::assertShows);
            assertThat(run.err()).isNotEmpty().allSatisfy(Unprintable::assertShows);
        }
    }

    @ParameterizedTest
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void wrongUsageIsSaidInLinesThatShow(String text) {
        for (String[] line : new String[][] {
            {text},
            {"call", text},
            {"call", "http://x", "e", "--" + text},
            {"call", "http://x", "e", "@" + text},
            {"listen", "http://x", "--timeout", text},
            {"serve", "--like", text},
            {"serve", "--script", text},
            {"serve", "--fault", text},
            {"serve", "--fault", "answers=delayed:" + text},
            {"completion", text},
            {"man", text},
            {"help", text},
        }) {
            Run run = Run.of(line);
            assertThat(run.exitCode()).as(String.join(" ", line)).isEqualTo(ExitCode.USAGE);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).isNotEmpty().hasSizeLessThan(4).allSatisfy(Unprintable::assertShows);
        }
    }
}
