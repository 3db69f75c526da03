package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.TransportType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HttpErrorsIT {
    private final EngineTestServer server =
            TestServer.builder().maxPayload(1000).buildEngine();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private PlainClient client;

    @BeforeEach
    void start() {
        server.onConnection(connection -> {
            connection.onMessage(connection::send);
            connection.onClose(close -> closed.complete(close.reason()));
        });
        server.start();
        client = new PlainClient(server.uri(), "/engine.io/");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> request(String method, String query) {
        return client.send(HttpRequest.newBuilder(uri(query))
                .method(method, BodyPublishers.noBody())
                .build());
    }

    private URI uri(String query) {
        return server.uri().resolve("/engine.io/" + query);
    }

    private static void isError(HttpResponse<byte[]> answer, int code, String message) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(PlainClient.text(answer)).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    @Test
    void anUnknownTransportIsCode0() {
        isError(request("GET", "?EIO=4&transport=carrierpigeon"), 0, "Transport unknown");
        isError(request("GET", ""), 0, "Transport unknown");
    }

    @Test
    void aTransportThatIsNotServedIsCode0() {
        try (EngineTestServer pollingOnly =
                TestServer.builder().transports(TransportType.POLLING).buildEngine()) {
            PlainClient other = new PlainClient(pollingOnly.start().uri(), "/engine.io/");
            assertThat(PlainClient.text(other.get(""))).contains("\"upgrades\":[]");
            HttpRequest webSocket = HttpRequest.newBuilder(
                            pollingOnly.uri().resolve("/engine.io/?EIO=4&transport=websocket"))
                    .build();
            isError(other.send(webSocket), 0, "Transport unknown");
        }
    }

    @Test
    void anUnknownSessionIsCode1() {
        isError(request("GET", "?EIO=4&transport=polling&sid=nobody"), 1, "Session ID unknown");
        isError(client.post("nobody", "4a"), 1, "Session ID unknown");
    }

    @Test
    void anUnknownSessionOnAWebSocketIsRefusedWith400() {
        Assertions.assertThatThrownBy(() -> client.webSocket("&sid=nobody"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(400));
    }

    @Test
    void aHandshakeByPostIsCode2() {
        isError(request("POST", "?EIO=4&transport=polling"), 2, "Bad handshake method");
    }

    @Test
    void aWebSocketWithoutUpgradeIsCode3() {
        isError(request("GET", "?EIO=4&transport=websocket"), 3, "Bad request");
    }

    @Test
    void anotherProtocolVersionIsCode5() {
        isError(request("GET", "?EIO=3&transport=polling"), 5, "Unsupported protocol version");
        isError(request("GET", "?transport=polling"), 5, "Unsupported protocol version");
    }

    @Test
    void anotherProtocolVersionInASessionIsCode3() {
        String sid = client.open();
        isError(request("GET", "?EIO=3&transport=polling&sid=" + sid), 3, "Bad request");
    }

    @Test
    void anotherPathIsNotFound() {
        HttpRequest elsewhere = HttpRequest.newBuilder(server.uri().resolve("/socket.io/?EIO=4&transport=polling"))
                .build();
        assertThat(client.send(elsewhere).statusCode()).isEqualTo(404);
    }

    @Test
    void anotherMethodInASessionIs500() {
        String sid = client.open();
        assertThat(request("PUT", "?EIO=4&transport=polling&sid=" + sid).statusCode())
                .isEqualTo(500);
        client.post(sid, "4still here");
        assertThat(client.poll(sid)).containsExactly("4still here");
    }

    @Test
    void aPreflightIsAnswered() {
        HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(uri("?EIO=4&transport=polling"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("access-control-request-headers", "authorization")
                .build());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(answer.headers().firstValue("access-control-allow-headers")).contains("authorization");
    }

    @Test
    void aBodyMayHaveMaxPayloadBytes() {
        String sid = client.open();
        String largest = "4" + "x".repeat(999);
        assertThat(client.post(sid, largest).statusCode()).isEqualTo(200);
        assertThat(client.poll(sid)).containsExactly(largest);
    }

    @Test
    @Tag("N30")
    void aBodyWithMoreEndsTheSession() throws Exception {
        String sid = client.open();
        CompletableFuture<HttpResponse<byte[]>> poll = client.getLater("&sid=" + sid);
        assertThat(client.post(sid, "4" + "x".repeat(1000)).statusCode()).isEqualTo(413);
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
        HttpResponse<byte[]> last = poll.get(30, TimeUnit.SECONDS);
        assertThat(PlainClient.text(last)).matches("1|\\{\"code\":1,.*}");
        isError(client.get("&sid=" + sid), 1, "Session ID unknown");
    }

    @Test
    @Tag("N30")
    void aBodyThatDoesNotArriveInTimeEndsTheSession() throws Exception {
        try (EngineTestServer impatient = TestServer.builder()
                .bodyTimeout(Duration.ofMillis(200))
                .buildEngine()
                .onConnection(connection -> connection.onClose(close -> closed.complete(close.reason())))
                .start()) {
            String sid = new PlainClient(impatient.uri(), "/engine.io/").open();
            try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
                slow.getOutputStream()
                        .write(("POST /engine.io/?EIO=4&transport=polling&sid=" + sid
                                        + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n4a")
                                .getBytes(UTF_8));
                byte[] answer = slow.getInputStream().readNBytes("HTTP/1.1 408".length());
                assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 408");
            }
            assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
        }
    }

    /** Posts one byte in each chunk, and returns how the answer begins. */
    private static String postInPieces(EngineTestServer server, String sid, int pieces) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            String head = "POST /engine.io/?EIO=4&transport=polling&sid=" + sid
                    + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
            String all = head + "1\r\n4\r\n".repeat(pieces) + "0\r\n\r\n";
            socket.getOutputStream().write(all.getBytes(UTF_8));
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 413".length()), UTF_8);
        }
    }

    @Test
    @Tag("N30")
    void aBodyMayHave10000PiecesAndOneWithMoreEndsTheSession() throws Exception {
        try (EngineTestServer large = TestServer.builder().buildEngine().start()) {
            String sid = new PlainClient(large.uri(), "/engine.io/").open();
            EngineConnection connection = large.awaitConnection(Duration.ofSeconds(30));
            assertThat(postInPieces(large, sid, 10_000)).isEqualTo("HTTP/1.1 200");
            assertThat(postInPieces(large, sid, 10_001)).isEqualTo("HTTP/1.1 413");
            assertThat(connection.awaitClose(Duration.ofSeconds(30)).reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
            assertThat(large.journal().transcript()).contains("the body comes in more than 10000 pieces");
        }
    }

    @Test
    void anOctetStreamEndsTheSession() throws Exception {
        String sid = client.open();
        HttpResponse<byte[]> answer = client.post(sid, "application/octet-stream", "4a".getBytes(UTF_8));
        isError(answer, 3, "Bad request");
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
        isError(client.get("&sid=" + sid), 1, "Session ID unknown");
    }

    @Test
    void aBodyThatIsNoPacketEndsTheSession() throws Exception {
        String sid = client.open();
        isError(client.post(sid, "nonsense"), 3, "Bad request");
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void aSecondGetIsRefusedAndEndsTheSession() throws Exception {
        String sid = client.open();
        CompletableFuture<HttpResponse<byte[]>> one = client.getLater("&sid=" + sid);
        CompletableFuture<HttpResponse<byte[]>> other = client.getLater("&sid=" + sid);
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
        HttpResponse<byte[]> first = one.get(30, TimeUnit.SECONDS);
        HttpResponse<byte[]> second = other.get(30, TimeUnit.SECONDS);
        assertThat(first.statusCode() + second.statusCode()).isEqualTo(600);
        assertThat(first.statusCode() == 200 ? PlainClient.text(first) : PlainClient.text(second))
                .isEqualTo("1");
    }

    @Test
    void theClosePacketOfAClientReleasesItsGet() throws Exception {
        String sid = client.open();
        client.post(sid, "4a");
        assertThat(client.poll(sid)).containsExactly("4a");
        CompletableFuture<HttpResponse<byte[]>> poll = client.getLater("&sid=" + sid);
        assertThat(PlainClient.text(client.post(sid, "1"))).isEqualTo("ok");
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        HttpResponse<byte[]> last = poll.get(30, TimeUnit.SECONDS);
        assertThat(PlainClient.text(last)).matches("6|\\{\"code\":1,.*}");
        isError(client.get("&sid=" + sid), 1, "Session ID unknown");
    }

    @Test
    @Tag("N30")
    void aMessageThatIsTooLargeClosesTheWebSocketWith1009() throws Exception {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        socket.send(new byte[1001]);
        assertThat(socket.closeCode()).isEqualTo(1009);
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void aMessageThatIsTooLargeInItsFramesTogetherClosesTheWebSocketWith1009() throws Exception {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        socket.raw().sendText("4" + "x".repeat(600), false).join();
        socket.raw().sendText("x".repeat(600), true).join();
        assertThat(socket.closeCode()).isEqualTo(1009);
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void aMessageInSeveralFramesIsOneMessage() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        socket.raw().sendText("4he", false).join();
        socket.raw().sendText("llo", true).join();
        assertThat(socket.next()).isEqualTo("4hello");
    }

    @Test
    void aFrameThatIsNoPacketClosesTheWebSocketWith1002() throws Exception {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        socket.send("nonsense");
        assertThat(socket.closeCode()).isEqualTo(1002);
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void anEmptyFrameClosesTheWebSocketWith1002() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        socket.send("");
        assertThat(socket.closeCode()).isEqualTo(1002);
    }
}
