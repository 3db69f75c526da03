package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestServer server =
            TestServer.builder().maxPayload(100).build().start();
    private final PlainClient client = new PlainClient(server.uri(), "/socket.io/");

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> get(String path) {
        return client.send(HttpRequest.newBuilder(server.uri().resolve(path)).build());
    }

    private HttpResponse<byte[]> post(String path, String body) {
        return client.send(HttpRequest.newBuilder(server.uri().resolve(path))
                .header("authorization", "Basic secret")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void aRouteAnswersAndIsInTheJournal() {
        server.route("GET /config", HttpReply.json("{\"path\":\"/socket.io/\"}").withHeader("x-version", "1"));
        HttpResponse<byte[]> reply = get("/config?user=ada");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(PlainClient.text(reply)).isEqualTo("{\"path\":\"/socket.io/\"}");
        assertThat(reply.headers().firstValue("content-type")).contains("application/json");
        assertThat(reply.headers().firstValue("x-version")).contains("1");
        RecordedRequest request = server.journal().requests().get(0);
        assertThat(request).hasToString("GET /config answered by 200");
        assertThat(request.query()).containsEntry("user", "ada");
    }

    @Test
    void aTestWaitsForARequestAndSeesWhatItBrought() {
        server.route("POST /login", HttpReply.status(204));
        get("/login");
        post("/login", "{\"user\":\"ada\"}");
        post("/login", "");
        RecordedRequest login = server.awaitRequest("POST /login");
        assertThat(login.body()).isEqualTo("{\"user\":\"ada\"}");
        assertThat(login.bodySize()).isEqualTo(14);
        assertThat(login.header("Authorization")).contains("Basic secret");
        assertThat(login).hasToString("POST /login (14 bytes) answered by 204");
        assertThat(server.awaitRequest("POST /login").body()).isEmpty();
        assertThat(server.awaitRequest("GET /login", Duration.ofSeconds(30)).status())
                .isEqualTo(404);
        assertThatExceptionOfType(WaitFailedError.class)
                .isThrownBy(() -> server.awaitRequest("POST /login", Duration.ofMillis(1)))
                .withMessageStartingWith("No request POST /login within 1 ms. What happened:\n")
                .withMessageContaining("http      POST /login (14 bytes) answered by 204\n");
        assertThatIllegalArgumentException().isThrownBy(() -> server.awaitRequest("/login"));
    }

    @Test
    void theJournalKeeps64KibOfABodyAndItsSize() {
        try (TestServer large = TestServer.builder().build().start()) {
            large.route("PUT /file", HttpReply.status(204));
            client.send(HttpRequest.newBuilder(large.uri().resolve("/file"))
                    .PUT(HttpRequest.BodyPublishers.ofString("x".repeat(100_000)))
                    .build());
            RecordedRequest request = large.awaitRequest("PUT /file");
            assertThat(request.body()).hasSize(64 * 1024);
            assertThat(request.bodySize()).isEqualTo(100_000);
            assertThat(request.memory()).isGreaterThan(2 * 64 * 1024);
        }
    }

    @Test
    void aRouteSeesTheRequest() {
        server.route("POST /login", request -> {
            assertThat(request).hasToString("POST /login");
            return HttpReply.text(request.header("Authorization").orElse("nobody") + " " + request.body())
                    .withStatus(201);
        });
        HttpResponse<byte[]> reply = post("/login", "{\"user\":\"ada\"}");
        assertThat(reply.statusCode()).isEqualTo(201);
        assertThat(PlainClient.text(reply)).isEqualTo("Basic secret {\"user\":\"ada\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "GET", "QUERY"})
    void aRouteGetsTheBodyWhateverTheMethodIs(String method) {
        server.route(method + " /item", request -> HttpReply.text(request.method() + " " + request.body()));
        HttpResponse<byte[]> reply =
                client.send(HttpRequest.newBuilder(server.uri().resolve("/item"))
                        .method(method, HttpRequest.BodyPublishers.ofString("{\"id\":7}"))
                        .build());
        assertThat(PlainClient.text(reply)).isEqualTo(method + " {\"id\":7}");
        HttpRequest tooLarge = HttpRequest.newBuilder(server.uri().resolve("/item"))
                .method(method, HttpRequest.BodyPublishers.ofString("x".repeat(101)))
                .build();
        assertThat(client.send(tooLarge).statusCode()).isEqualTo(413);
    }

    @Test
    void rulesAreForRoutesToo() {
        server.route("POST /login", HttpReply.text("token"));
        server.rule(Rule.routes().next(1).answered(503))
                .rule(Rule.routes().next(1).reset())
                .rule(Rule.routes().next(1).compressed());
        assertThat(post("/login", "ada").statusCode()).isEqualTo(503);
        assertThat(server.awaitRequest("POST /login").body()).isEqualTo("ada");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> post("/login", ""));
        HttpResponse<byte[]> compressed = post("/login", "");
        assertThat(compressed.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(compressed.body()).startsWith(0x1f, 0x8b);
        assertThat(PlainClient.text(post("/login", ""))).isEqualTo("token");
        assertThat(server.journal().transcript()).contains("rule      route: reply 503, next 1\n");
    }

    @Test
    void anAnswerMayBeLateWhileOthersAreNot() {
        HttpReply late = HttpReply.text("late").withDelay(Duration.ofMillis(100));
        server.route("GET /slow", late).route("GET /fast", HttpReply.text("fast"));
        server.rule(Rule.handshakes().next(1).answered(late.withStatus(503)));
        long begin = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> handshake = client.getLater("");
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> PlainClient.text(get("/slow")));
        assertThat(PlainClient.text(get("/fast"))).isEqualTo("fast");
        assertThat(handshake.join().statusCode()).isEqualTo(503);
        assertThat(slow.join()).isEqualTo("late");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(late.delay());
    }

    @Test
    void otherRequestsAreNotFound() {
        server.route("POST /login", HttpReply.status(204));
        assertThat(get("/login").statusCode()).isEqualTo(404);
        assertThat(post("/logout", "").statusCode()).isEqualTo(404);
        assertThat(post("/login", "").statusCode()).isEqualTo(204);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        server.route("POST /login", HttpReply.status(204));
        assertThat(post("/login", "x".repeat(101)).statusCode()).isEqualTo(413);
    }

    @Test
    void aRouteThatThrowsAnswers500AndFailsTheTest() {
        IllegalStateException bug = new IllegalStateException("a bug");
        server.route("GET /config", request -> {
            throw bug;
        });
        assertThat(get("/config").statusCode()).isEqualTo(500);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(server::verify)
                .withCause(bug);
    }

    @Test
    void aRouteIsAMethodAndAPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.route("/login", HttpReply.status(204)))
                .withMessage("A route is a method and a path without a query, such as \"POST /login\", not /login");
        assertThatIllegalArgumentException().isThrownBy(() -> server.route("GET /a?b=c", HttpReply.status(204)));
        assertThatIllegalArgumentException().isThrownBy(() -> server.awaitRequest("GET /a#b"));
    }

    /** Sends that request, and returns when the server has hung up, or when the client does. */
    private void sendAndLeave(String request, boolean atOnce) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            if (!atOnce) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aTestSeesRequestsThatAreNotAnswered() throws IOException {
        HttpReply late = HttpReply.status(204).withDelay(Duration.ofDays(1));
        server.route("POST /login", HttpReply.status(204)).route("POST /late", late);
        server.rule(Rule.routes().next(1).stalled()).rule(Rule.routes().next(1).reset());
        sendAndLeave("POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nada", true);
        RecordedRequest stalled = server.awaitRequest("POST /login", LONG);
        assertThat(stalled).hasToString("POST /login (3 bytes) not answered");
        assertThat(stalled.status()).isZero();
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> post("/login", "bea"));
        assertThat(server.awaitRequest("POST /login", LONG).body()).isEqualTo("bea");
        sendAndLeave("POST /late HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\ncleo", true);
        assertThat(server.awaitRequest("POST /late", LONG).body()).isEqualTo("cleo");
        assertThat(server.journal().requests()).hasSize(3);
    }

    @Test
    void aRequestThatDoesNotWaitForTheAnswerEndsItsConnection() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        server.route("GET /late", request -> {
            calls.incrementAndGet();
            return HttpReply.status(204).withDelay(Duration.ofDays(1));
        });
        sendAndLeave("GET /late HTTP/1.1\r\nhost: x\r\n\r\n".repeat(2), false);
        assertThat(server.awaitRequest("GET /late", LONG).status()).isZero();
        server.verify();
        assertThat(calls).hasValue(1);
    }

    @Test
    void aPlusInAPathIsAPlus() {
        server.route("GET /v1/a+b", request -> HttpReply.text(request.query().toString()));
        assertThat(PlainClient.text(get("/v1/a+b?c=d+e"))).isEqualTo("{c=d e}");
        assertThat(get("/v1/a%2Bb").statusCode()).isEqualTo(200);
        assertThat(get("/v1/a%20b").statusCode()).isEqualTo(404);
    }
}
