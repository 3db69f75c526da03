package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import io.curlew.testsupport.LastingPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListenCommandIT {
    private final TestServer server = TestServer.builder()
            .port(LastingPorts.CLI.next())
            .usualWait(Duration.ofMinutes(1))
            .build();

    @BeforeEach
    void start() {
        server.namespace("/closed").use(socket -> {
            throw new ConnectRefusedException("closed today");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void printsEachEventAsALineUntilTheCountIsReached() throws InterruptedException {
        Run run = Run.start("listen", server.uri().toString(), "--count", "3");
        ServerSocket peer = server.awaitConnection();
        peer.emit("price", "BTC", 1.5, null);
        peer.emit("new\nline");
        peer.emit("image", new byte[] {0, 1, 2});
        peer.emit("too much");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsExactly(
                        "{\"event\":\"price\",\"args\":[\"BTC\",1.5,null]}",
                        "{\"event\":\"new\\nline\",\"args\":[]}",
                        "{\"event\":\"image\",\"args\":[{\"$binary\":\"AAEC\"}]}");
        assertThat(run.err()).containsExactly("curlew: connected to " + server.uri() + "/");
    }

    @Test
    void theTimeOfForBeginsWithTheConnection() throws IOException {
        try (java.net.ServerSocket silent = new java.net.ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            Run run = Run.of("listen", url, "--for", "1ms", "--timeout", "300ms");
            assertThat(run.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        }
        assertThat(Run.of("listen", server.uri().toString(), "--for", "1ms").exitCode())
                .isZero();
    }

    @Test
    void answersTheServersQuestionsAndCountsOnlyWhatItPrints() throws Exception {
        Run run = Run.start(
                "listen",
                server.uri().toString(),
                "--reply",
                "ready?={\"yes\":[1,\"=\"]}",
                "-e",
                "news",
                "-e",
                "ready?",
                "--count",
                "2");
        ServerSocket peer = server.awaitConnection();
        peer.emit("weather");
        assertThat(peer.emitWithAck("ready?", 1).get().json(0)).isEqualTo("{\"yes\":[1,\"=\"]}");
        peer.emit("news");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsExactly("{\"event\":\"ready?\",\"ack\":1,\"args\":[1]}", "{\"event\":\"news\",\"args\":[]}");
    }

    @Test
    void connectsAgainWhenTheConnectionIsLost() throws InterruptedException {
        Run run = Run.start("listen", server.uri().toString(), "--transport", "websocket", "--count", "2");
        ServerSocket first = server.awaitConnection();
        first.emit("before");
        await().until(() -> run.out().size() == 1);
        first.dropConnection();
        server.awaitConnection().emit("after");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsExactly("{\"event\":\"before\",\"args\":[]}", "{\"event\":\"after\",\"args\":[]}");
        String connected = "curlew: connected to " + server.uri() + "/";
        assertThat(run.err())
                .containsExactly(connected, "curlew: disconnected (transport close), connecting again", connected);
    }

    @Test
    void failsWhenTheServerSendsItAway() throws InterruptedException {
        Run run = Run.start("listen", server.uri().toString());
        server.awaitConnection().disconnect();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).last().isEqualTo("curlew: disconnected: io server disconnect");
    }

    @Test
    void failsWhenItIsRefused() {
        Run run = Run.of("listen", server.uri() + "/closed");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).containsExactly("curlew: cannot connect to " + server.uri() + "/closed: closed today");
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void printsWhateverAServerSendsAsJsonThatShowsAndIsWhole(String text) throws InterruptedException {
        Run run = Run.start("listen", server.uri().toString(), "--transport", "websocket", "--count", "3");
        ServerSocket peer = server.awaitConnection();
        peer.emit(text);
        peer.emit("e", text, Map.of(Unprintable.key(text), text));
        peer.emit("binary", Map.of(Unprintable.key(text), new byte[] {0}));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).hasSize(3).allSatisfy(Unprintable::assertShows);
        assertThat(run.out().subList(0, 2))
                .map(JsonText::parse)
                .isEqualTo(List.of(
                        Map.of("event", text, "args", List.of()),
                        Map.of("event", "e", "args", List.of(text, Map.of(Unprintable.key(text), text)))));
        assertThat(run.out().get(2)).endsWith(":{\"$binary\":\"AA==\"}}]}");
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void saysWhyItWasRefusedOnOneShortLine(String text) {
        server.namespace("/raw").use(socket -> {
            throw new ConnectRefusedException(text);
        });
        Run run = Run.of("listen", server.uri() + "/raw");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .hasSizeLessThan(600)
                        .contains(PeerText.opening(text))
                        .satisfies(Unprintable::assertShows));
    }

    @Test
    void failsAtOnceWhenThereIsNoServer() {
        server.close();
        Run run = Run.of("listen", server.uri().toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).singleElement().asString().contains("cannot connect to", "Connection refused");
    }
}
