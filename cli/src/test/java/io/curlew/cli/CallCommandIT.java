package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.HandshakeRequest;
import io.curlew.testserver.TestServer;
import io.curlew.testsupport.LastingPorts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallCommandIT {
    private final TestServer server = TestServer.builder()
            .port(LastingPorts.CLI.next())
            .usualWait(Duration.ofMinutes(1))
            .build();

    @BeforeEach
    void start() {
        server.namespace("/").onConnection(socket -> {
            socket.on("echo", event -> event.ack(event.args()));
            socket.on("bytes", event -> event.ack("here", Map.of("inside", new byte[] {0, 1, 2})));
            socket.on("drop", event -> socket.dropConnection());
        });
        server.namespace("/admin").use(socket -> {
            String token = socket.auth()
                    .flatMap(auth -> auth.field("token"))
                    .map(json -> json.text())
                    .orElse("");
            if (!token.equals("\"secret\"")) {
                throw new ConnectRefusedException("not authorized");
            }
        });
        server.namespace("/admin").onConnection(socket -> socket.on("whoami", event -> event.ack("admin")));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "upgrade"})
    void printsTheAckAsAnArray(String transport) {
        Run run = call("--transport", transport, "echo", "hello", "42", "{\"a\":[1,null,\"é\"]}", "null", "-5", "1.50");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsExactly("[\"hello\",42,{\"a\":[1,null,\"é\"]},null,-5,1.50]");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void binaryGoesBothWaysAsBase64() {
        assertThat(call("echo", "{\"$binary\":\"AAH/\"}").out()).containsExactly("[{\"$binary\":\"AAH/\"}]");
        assertThat(call("bytes").out()).containsExactly("[\"here\",{\"inside\":{\"$binary\":\"AAEC\"}}]");
    }

    @Test
    void anEventWithoutArgumentsIsAnsweredWithAnEmptyArray() {
        assertThat(call("echo").out()).containsExactly("[]");
    }

    @Test
    void argumentsAfterTwoDashesMayLookLikeOptions() {
        assertThat(call("echo", "--", "--help", "-x").out()).containsExactly("[\"--help\",\"-x\"]");
    }

    @Test
    void headersAndQueryGoAlong() throws InterruptedException {
        Run run = Run.of("call", server.uri() + "?room=7", "-H", "Authorization: Bearer 1", "echo");
        assertThat(run.exitCode()).isZero();
        HandshakeRequest request = server.awaitConnection().request();
        assertThat(request.header("authorization")).contains("Bearer 1");
        assertThat(request.query()).containsEntry("room", "7");
    }

    @Test
    void thePathOfTheUrlIsTheNamespace() {
        Run run = Run.of("call", server.uri() + "/admin", "--auth", "{\"token\":\"secret\"}", "whoami");
        assertThat(run.out()).containsExactly("[\"admin\"]");
    }

    @Test
    void anOptionMayNameTheNamespaceInstead() {
        Run run = call("-n", "admin", "--auth", "{\"token\":\"secret\"}", "whoami");
        assertThat(run.out()).containsExactly("[\"admin\"]");
    }

    @Test
    void aRefusalIsOneLine() {
        Run run = call("-n", "admin", "--auth", "{\"token\":\"wrong\"}", "whoami");
        assertFailed(ExitCode.REFUSED, run, "curlew: cannot connect to " + server.uri() + "/admin: not authorized");
    }

    @Test
    void aRefusalsDataIsShown() {
        server.namespace("/limited").use(socket -> {
            throw new ConnectRefusedException("too many", Map.of("limit", 3));
        });
        Run run = call("-n", "limited", "echo");
        assertFailed(
                ExitCode.REFUSED,
                run,
                "curlew: cannot connect to " + server.uri() + "/limited: too many, data: {\"limit\":3}");
        assertThat(call("-n", "limited", "--json", "echo").err())
                .containsExactly("{\"error\":\"cannot connect to " + server.uri()
                        + "/limited: too many, data: {\\\"limit\\\":3}\",\"exit\":4,\"data\":{\"limit\":3}}");
    }

    @Test
    void aPathThatIsNoNamespaceIsSaidToHaveBeenTakenForOne() {
        Run run = Run.of("call", server.uri() + "/chat", "echo");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .containsExactly(
                        "curlew: cannot connect to " + server.uri() + "/chat: Invalid namespace",
                        "curlew: the URL's path /chat was taken for a namespace; if the server listens there, end the URL"
                                + " with /chat/socket.io/ or use --path");
        assertThat(call("-n", "chat", "echo").err()).hasSize(1);
    }

    @Test
    void aPathThatEndsInSocketIoIsWhereTheServerListens() {
        assertThat(Run.of("call", server.uri() + "/socket.io/", "echo").out()).containsExactly("[]");
        Run elsewhere = Run.of("call", server.uri() + "/api/socket.io", "echo");
        assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(elsewhere.err())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("curlew: asked " + server.uri() + "/api/socket.io/; --path says where");
    }

    @Test
    void httpsToAServerWithoutTlsIsSaid() {
        Run run = Run.of("call", "https://127.0.0.1:" + server.port(), "echo");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(run.err()).last().isEqualTo("curlew: if the server speaks no TLS, its URL starts with http://");
    }

    @Test
    void retriesAreCounted() {
        server.close();
        Run run = call("--retry", "1", "-v", "echo");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(run.err())
                .filteredOn(line -> line.contains("the attempt failed"))
                .hasSize(2);
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void whateverTheAckHoldsIsPrintedAsJsonThatShowsAndIsWhole(String text) {
        server.namespace("/")
                .onConnection(socket ->
                        socket.on("raw", event -> event.ack(text, Map.of(Unprintable.key(text), text))));
        Run run = call("raw");
        assertThat(run.out()).singleElement().satisfies(line -> {
            Unprintable.assertShows(line);
            assertThat(JsonText.parse(line)).isEqualTo(List.of(text, Map.of(Unprintable.key(text), text)));
        });
    }

    @Test
    void noAnswerInTimeIsOneLine() {
        Run late = await() // the limit is one for connecting too
                .until(() -> call("--timeout", "1s", "silence"), run -> run.exitCode() == ExitCode.LATE);
        assertFailed(ExitCode.LATE, late, "curlew: No answer to event \"silence\": none came within 1 s");
    }

    @Test
    void aLostConnectionIsOneLine() {
        assertFailed(
                ExitCode.FAILED, call("drop"), "curlew: No answer to event \"drop\": the socket has been disconnected");
    }

    @Test
    void noServerIsOneLineWithoutTheCredentialsOfTheUrl() {
        server.close();
        Run run = Run.of("call", "http://me:secret@127.0.0.1:" + server.port() + "/?token=secret", "echo");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .singleElement()
                .asString()
                .startsWith("curlew: cannot connect to http://127.0.0.1:")
                .contains("Connection refused")
                .doesNotContain("secret");
    }

    private Run call(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "call";
        all[1] = server.uri().toString();
        System.arraycopy(args, 0, all, 2, args.length);
        return Run.of(all);
    }

    private static void assertFailed(int exitCode, Run run, String message) {
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).containsExactly(message);
    }
}
