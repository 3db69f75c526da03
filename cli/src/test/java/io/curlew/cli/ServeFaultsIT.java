package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What {@code serve --fault} does to clients. */
class ServeFaultsIT {
    private static final Duration LONG = Duration.ofSeconds(50);

    private static HttpResponse<String> handshake(Serving server) throws IOException, InterruptedException {
        URI uri = URI.create(server.url() + "/socket.io/?EIO=4&transport=polling");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theNextHandshakesAreRefusedForASecond() throws Exception {
        try (Serving server = Serving.with("--fault", "handshakes=503,next=2,retry-after=1")) {
            for (int refused = 0; refused < 2; refused++) {
                HttpResponse<String> reply = handshake(server);
                assertThat(reply.statusCode()).isEqualTo(503);
                assertThat(reply.headers().firstValueAsLong("retry-after")).isEqualTo(OptionalLong.of(1));
            }
            assertThat(handshake(server).statusCode()).isEqualTo(200);
            assertThat(Run.of("call", server.url(), "echo", "1").out()).containsExactly("[1]");
        }
    }

    @Test
    void handshakesAreRefusedForGood() {
        try (Serving server = Serving.with("--fault=handshakes=401,after=1")) {
            assertThat(Run.of("call", server.url(), "echo", "1", "-t", "polling")
                            .out())
                    .containsExactly("[1]");
            assertThat(Run.of("call", server.url(), "echo").exitCode()).isEqualTo(ExitCode.REFUSED);
        }
    }

    @Test
    void handshakesAreSentToAnotherPlace() throws Exception {
        try (Serving server = Serving.with("--fault", "handshakes=redirected:https://example.org/a?b=c")) {
            HttpResponse<String> reply = handshake(server);
            assertThat(reply.statusCode()).isEqualTo(307);
            assertThat(reply.headers().firstValue("location")).contains("https://example.org/a?b=c");
        }
    }

    @Test
    void upgradesAreRefused() {
        try (Serving server = Serving.with("--fault", "upgrades=403")) {
            Run listen = Run.start("listen", server.url(), "-v");
            await().until(() -> listen.err().stream().anyMatch(line -> line.contains("stayed with polling")));
            assertThat(listen.err()).anyMatch(line -> line.contains("stayed with polling") && line.contains("403"));
            listen.interrupt();
            assertThat(listen.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        }
    }

    @Test
    void noPingsAreSent() {
        try (Serving server = Serving.with("--conformance", "--fault", "pings=dropped")) {
            Run listen = Run.of("listen", server.url(), "--no-reconnect", "--for", "20s", "-t", "websocket");
            assertThat(listen.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(listen.err())
                    .last()
                    .asString()
                    .containsAnyOf("ping timeout", "transport close"); // the server misses its pong at the same time
        }
    }

    @Test
    void anAnswerIsLostAndTheNextIsNot() {
        try (Serving server = Serving.with("--fault", "answers=dropped,next=1")) {
            await().atMost(LONG) // the limit is one for connecting too
                    .until(() -> Run.of("call", server.url(), "echo", "1", "--timeout", "1s")
                                    .exitCode()
                            == ExitCode.LATE);
            assertThat(Run.of("call", server.url(), "echo", "2").out()).containsExactly("[2]");
        }
    }

    @Test
    void answersComeLate() {
        try (Serving server = Serving.with("--fault", "answers=delayed:300ms")) {
            long asked = System.nanoTime();
            assertThat(Run.of("call", server.url(), "echo", "1").out()).containsExactly("[1]");
            assertThat(System.nanoTime() - asked).isGreaterThan(300_000_000L);
        }
    }

    @Test
    void nobodyJoins() {
        try (Serving server = Serving.with("--fault", "connects=dropped")) {
            Run call = Run.of("call", server.url(), "echo", "--timeout", "1s");
            assertThat(call.exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
            assertThat(call.err()).first().asString().contains("within 1 s");
        }
    }

    @Test
    void aPacketIsReplacedByAWrongOne() {
        try (Serving server = Serving.with("--fault", "sent=replaced-by:no-packet,next=1")) {
            assertThat(Run.of("call", server.url(), "echo").exitCode()).isEqualTo(ExitCode.NO_CONNECTION);
        }
    }

    @Test
    void theServerCrashesAndComesBack() {
        try (Serving server = Serving.onLastingPort("--fault", "server=crashed:1s,for=100ms")) {
            await().atMost(LONG) // it may be away when the client connects
                    .until(() ->
                            Run.of("listen", server.url(), "--no-reconnect").exitCode() == ExitCode.FAILED);
            server.awaitSaid("the server has crashed");
            server.awaitSaid("the server is back");
            await().atMost(LONG)
                    .until(() -> Run.of("emit", server.url(), "event").exitCode() == ExitCode.DONE);
        }
    }

    @Test
    void engineIoAloneStopsToo() {
        try (Serving server = Serving.onLastingPort("--engine", "--fault", "server=stopped:1s,for=100ms")) {
            await().atMost(LONG).until(() -> {
                Run engine = Run.of("engine", server.url(), "hello", "--count", "2");
                return engine.exitCode() == ExitCode.FAILED && !engine.out().isEmpty();
            });
            server.awaitSaid("the server has stopped");
        }
    }

    @Test
    void aServerThatCannotComeBackEndsTheCommand() throws Exception {
        Serving serving = Serving.onLastingPort("--fault", "server=stopped:100ms,for=500ms");
        int port = URI.create(serving.url()).getPort();
        try (ServerSocket other = await().atMost(LONG)
                .pollInterval(Duration.ofMillis(10)) // there is but half a second
                .ignoreExceptionsInstanceOf(BindException.class)
                .until(() -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()), ServerSocket::isBound)) {
            assertThat(serving.run().exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(serving.run().err())
                    .last()
                    .asString()
                    .startsWith("curlew: cannot listen on 127.0.0.1:" + other.getLocalPort() + ": ");
        }
    }

    @Test
    void theServerGoesAwayInOneWayOnly() {
        Run run = Run.of("serve", "--fault", "server=stopped:1s", "--fault", "server=crashed:2s");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).first().isEqualTo("curlew serve: there can be only one --fault server=...");
    }

    @Test
    void engineIoAloneHasNoConnectsAndAnswers() {
        Run run = Run.of("serve", "--engine", "--fault", "answers=dropped");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).first().asString().contains("or a fault of connects or answers");
    }
}
