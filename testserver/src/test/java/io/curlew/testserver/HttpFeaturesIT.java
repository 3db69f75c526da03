package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cookies, headers, CORS and compression of HTTP answers. */
class HttpFeaturesIT {

    private static PlainClient clientOf(TestServer server) {
        return new PlainClient(server.start().uri(), "/socket.io/");
    }

    private static HttpResponse<byte[]> get(PlainClient client, String more, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(client.polling(more));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private static Optional<String> header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name);
    }

    @Test
    void aHandshakeOnPollingSetsACookieWhenAsked() {
        try (TestServer server = TestServer.builder().cookie("io").build()) {
            PlainClient client = clientOf(server);
            HttpResponse<byte[]> handshake = client.get("");
            String sid = PlainClient.sid(PlainClient.text(handshake));
            assertThat(header(handshake, "set-cookie")).contains("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
            HttpResponse<byte[]> post = client.post(sid, "40");
            assertThat(header(post, "set-cookie")).isEmpty();
            assertThat(header(client.get("&sid=" + sid), "set-cookie")).isEmpty();
        }
        try (TestServer server = TestServer.builder().build()) {
            assertThat(header(clientOf(server).get(""), "set-cookie")).isEmpty();
        }
    }

    @Test
    void everyAnswerHasTheHeadersOfTheServer() {
        try (TestServer server =
                TestServer.builder().header("x-served-by", "node 7").build()) {
            PlainClient client = clientOf(server);
            assertThat(header(client.get(""), "x-served-by")).contains("node 7");
            assertThat(header(client.get("&sid=nobody"), "x-served-by")).contains("node 7");
            server.rule(Rule.handshakes().answered(503));
            assertThat(header(client.get(""), "x-served-by")).contains("node 7");
        }
    }

    @Test
    void pagesOfOtherSitesMayReadAnswersUnlessSomeAreNamed() {
        try (TestServer server = TestServer.builder().build()) {
            HttpResponse<byte[]> answer = get(clientOf(server), "", "Origin", "http://any.example");
            assertThat(header(answer, "access-control-allow-origin")).contains("*");
            assertThat(header(answer, "access-control-allow-credentials")).isEmpty();
        }
        try (TestServer server = TestServer.builder()
                .cors("http://a.example", "http://b.example")
                .build()) {
            PlainClient client = clientOf(server);
            HttpResponse<byte[]> ours = get(client, "", "Origin", "http://b.example");
            assertThat(header(ours, "access-control-allow-origin")).contains("http://b.example");
            assertThat(header(ours, "vary")).contains("origin");
            assertThat(header(ours, "access-control-allow-credentials")).isEmpty();
            HttpResponse<byte[]> others = get(client, "", "Origin", "http://c.example");
            assertThat(header(others, "access-control-allow-origin")).isEmpty();
            assertThat(header(client.get(""), "access-control-allow-origin")).isEmpty();
        }
    }

    @Test
    void withoutCorsNoPageMayAndNoPreflightIsKnown() {
        try (TestServer server = TestServer.builder().noCors().build()) {
            PlainClient client = clientOf(server);
            HttpResponse<byte[]> answer = get(client, "", "Origin", "http://any.example");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
            assertThat(header(answer, "vary")).isEmpty();
            HttpResponse<byte[]> preflight = client.send(HttpRequest.newBuilder(client.polling(""))
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .build());
            assertThat(preflight.statusCode()).isEqualTo(400);
            assertThat(PlainClient.text(preflight)).isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
        }
    }

    @Test
    void pagesMaySendCookiesWhenTheirSiteIsNamed() {
        try (TestServer server =
                TestServer.builder().corsWithCredentials("http://a.example").build()) {
            PlainClient client = clientOf(server);
            HttpResponse<byte[]> preflight = client.send(HttpRequest.newBuilder(client.polling(""))
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .headers("Origin", "http://a.example", "Access-Control-Request-Headers", "x-token")
                    .build());
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(header(preflight, "access-control-allow-origin")).contains("http://a.example");
            assertThat(header(preflight, "access-control-allow-credentials")).contains("true");
            assertThat(header(preflight, "access-control-allow-headers")).contains("x-token");
        }
    }

    private static HttpResponse<byte[]> largePoll(TestServer server, int size, String... headers) {
        PlainClient client = clientOf(server);
        String sid = client.open();
        client.post(sid, "40");
        client.poll(sid);
        server.emit("large", "x".repeat(size));
        return get(client, "&sid=" + sid, headers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate | true",
                "br, GZIP;q=0.5 | true",
                "* | true",
                "gzip; q=0 | false",
                "gzip;q=0.000 | false",
                "identity | false",
                "gzipped | false"
            })
    void largePollsAreCompressedForClientsThatTakeThat(String accepted, boolean compressed) throws IOException {
        try (TestServer server = TestServer.builder().build()) {
            HttpResponse<byte[]> answer = largePoll(server, 2000, "Accept-Encoding", accepted);
            assertThat(header(answer, "content-encoding"))
                    .isEqualTo(compressed ? Optional.of("gzip") : Optional.empty());
            if (compressed) {
                byte[] body = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
                assertThat(body).hasSizeGreaterThan(2000).startsWith('4', '2');
            }
        }
    }

    @Test
    void othersAreNotCompressed() {
        try (TestServer server = TestServer.builder().build()) {
            assertThat(header(largePoll(server, 2000), "content-encoding")).isEmpty();
        }
        try (TestServer server = TestServer.builder().build()) {
            assertThat(header(largePoll(server, 900, "Accept-Encoding", "gzip"), "content-encoding"))
                    .isEmpty();
        }
        try (TestServer server = TestServer.builder().noHttpCompression().build()) {
            assertThat(header(largePoll(server, 2000, "Accept-Encoding", "gzip"), "content-encoding"))
                    .isEmpty();
        }
    }

    /** As in the reference server, a poll is compressed when one of its packets may be. */
    @Test
    void whatMayNotBeCompressedIsNot() {
        String large = "x".repeat(2000);
        try (TestServer server = TestServer.builder().build()) {
            PlainClient client = clientOf(server);
            String sid = client.open();
            client.post(sid, "40");
            ServerSocket socket = server.awaitConnection();
            client.poll(sid);
            socket.compress(false).emit("a", large);
            socket.compress(false).emitVolatile("dropped", large);
            assertThat(encoding(client, sid)).isEmpty();
            server.namespace("/").compress(false).emit("a", large);
            assertThat(encoding(client, sid)).isEmpty();
            server.to(socket.id()).compress(false).emit("a", large);
            assertThat(encoding(client, sid)).isEmpty();
            socket.compress(false).emit("a", large);
            socket.compress(true).emit("b");
            server.verify(); // both wait for the GET
            assertThat(encoding(client, sid)).contains("gzip");
            server.to(socket.id()).compress(false).compress(true).emit("a", large);
            assertThat(encoding(client, sid)).contains("gzip");
        }
    }

    private static Optional<String> encoding(PlainClient client, String sid) {
        return header(get(client, "&sid=" + sid, "Accept-Encoding", "gzip"), "content-encoding");
    }

    /** As netty-socketio: what it says of the connection is not what it does. */
    @Test
    void aServerLikeNettySocketioClosesConnectionsThatItSaysItKeeps() throws IOException {
        try (TestServer server =
                TestServer.builder().like(OtherServer.NETTY_SOCKETIO).build().start()) {
            String answer = wholeAnswer(server);
            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("\r\n\r\n0{\"sid\":");
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("connection: close");
        }
    }

    /** Returns all that the server sends on a connection that the client keeps. */
    private static String wholeAnswer(TestServer server) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
