package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that must not reach a terminal, in what is answered and in what ends a connection. */
@Tag("N06")
class HostileAnswersIT {

    @ParameterizedTest
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void listenAnswersWithTheTextAndPrintsTheQuestionAsJsonThatShows(String text) throws Exception {
        String sent = new String(text.getBytes(UTF_8), UTF_8); // UTF-8 has nothing for half a surrogate pair
        try (TestServer server =
                TestServer.builder().usualWait(Duration.ofMinutes(1)).build()) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            server.namespace("/").onConnection(socket -> {
                var unused = socket.emitWithAck(sent, Map.of(sent, sent))
                        .thenAccept(args -> answer.complete(args.get(0, String.class)));
            });
            Run run = Run.start(
                    "listen",
                    server.start().uri().toString(),
                    "--reply",
                    sent + "=" + sent,
                    "--reply",
                    "a=" + sent,
                    "--count",
                    "1");
            assertThat(answer.get()).isEqualTo(sent);
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).singleElement().satisfies(line -> {
                Unprintable.assertShows(line);
                assertThat(((Map<?, ?>) JsonText.parse(line)).get("event")).isEqualTo(sent);
            });
            assertThat(run.err()).allSatisfy(Unprintable::assertShows);
        }
    }

    @ParameterizedTest
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void serveSaysWhyAClientLeftInLinesThatShow(String text) throws Exception {
        try (Serving serving = Serving.with()) {
            EngineSocket client =
                    EngineSocket.builder(serving.url()).path("/socket.io/").build();
            client.connect().get();
            client.send("0");
            serving.awaitSaid(" joined /");
            client.send("2" + text);
            serving.awaitSaid(" left / (");
            client.closeAsync().join();
            assertThat(serving.run().err()).allSatisfy(Unprintable::assertShows);
        }
    }
}
