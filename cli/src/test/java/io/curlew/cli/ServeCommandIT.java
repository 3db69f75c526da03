package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServeCommandIT {
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final Run serve = Run.start("serve", "--port", "0", "--namespace", "/admin");
    private final String url =
            await().until(() -> url(serve), Optional::isPresent).orElseThrow();

    private static Optional<String> url(Run run) {
        return run.err().stream()
                .flatMap(line -> URL.matcher(line).results())
                .map(MatchResult::group)
                .findFirst();
    }

    @AfterEach
    void stop() {
        serve.interrupt();
        assertThat(serve.exitCode()).isZero();
    }

    @Test
    void answersAnEchoAndPrintsIt() {
        Run call = Run.of("call", url + "/admin", "echo", "a", "{\"$binary\":\"AAEC\"}");
        assertThat(call.out()).containsExactly("[\"a\",{\"$binary\":\"AAEC\"}]");
        assertThat(serve.out())
                .singleElement()
                .asString()
                .startsWith("{\"namespace\":\"/admin\",\"socket\":\"")
                .endsWith("\",\"event\":\"echo\",\"args\":[\"a\",{\"$binary\":\"AAEC\"}]}");
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void printsWhateverAClientSendsAsJsonThatShowsAndIsWhole(String text) {
        String name = text.substring(0, Math.min(text.length(), 100_000));
        try (SocketIoClient client = SocketIoClient.builder(url).build()) {
            Socket socket = client.socket("/");
            socket.connect().join();
            socket.emit(name, name, Map.of(Unprintable.key(name), name));
            await().until(() -> serve.out().size() == 1);
        }
        String line = serve.out().get(0);
        Unprintable.assertShows(line);
        assertThat((Map<?, ?>) JsonText.parse(line))
                .isEqualTo(Map.of(
                        "namespace",
                        "/",
                        "socket",
                        ((Map<?, ?>) JsonText.parse(line)).get("socket"),
                        "event",
                        name,
                        "args",
                        List.of(name, Map.of(Unprintable.key(name), name))));
    }

    @Test
    void broadcastsToEveryoneInTheNamespace() {
        Run listener = Run.start("listen", url, "--count", "1");
        Run elsewhere = Run.start("listen", url + "/admin", "--count", "1");
        await().until(() -> listener.err().size() == 1 && elsewhere.err().size() == 1);
        Run call = Run.of("call", url, "broadcast", "hi");
        assertThat(call.out()).containsExactly("[]");
        assertThat(listener.exitCode()).isZero();
        assertThat(listener.out()).containsExactly("{\"event\":\"broadcast\",\"args\":[\"hi\"]}");
        assertThat(elsewhere.out()).isEmpty();

        Run.of("call", url + "/admin", "broadcast");
        assertThat(elsewhere.exitCode()).isZero();
    }

    @Test
    void saysWhoComesAndGoes() {
        Run.of("call", url, "echo");
        await().until(() -> serve.err().size() == 3);
        assertThat(serve.err().get(1)).matches("curlew: \\S+ joined /");
        assertThat(serve.err().get(2)).matches("curlew: \\S+ left / \\(client namespace disconnect\\)");
    }

    @Test
    void refusesNamespacesThatItWasNotToldOf() {
        Run call = Run.of("call", url + "/other", "echo");
        assertThat(call.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(call.err()).first().isEqualTo("curlew: cannot connect to " + url + "/other: Invalid namespace");
    }

    @Test
    void endsWhenNobodyReadsWhatItPrints() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Run unread = Run.printingTo(closed, "serve", "--port", "0");
        String there = await().until(() -> url(unread), Optional::isPresent).orElseThrow();
        Run.of("emit", there, "news");
        assertThat(unread.exitCode()).isZero();
    }

    @Test
    void saysWhatItCannotAnswer() {
        try (Serving serving = Serving.with("--rooms")) {
            Run.of("emit", serving.url(), "relay", "kitchen", "connect");
            serving.awaitSaid("cannot answer event relay with 2 arguments: ");
            assertThat(serving.run().err()).anySatisfy(line -> assertThat(line).contains("\"connect\""));
        }
    }

    @Test
    void failsWhenThePortIsTaken() {
        try (TestServer other = TestServer.builder().build().start()) {
            Run second = Run.of("serve", "--port", String.valueOf(other.port()));
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err())
                    .singleElement()
                    .asString()
                    .startsWith("curlew: cannot listen on 127.0.0.1:" + other.port() + ": ");
        }
    }
}
