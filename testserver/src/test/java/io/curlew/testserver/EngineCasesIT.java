package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the public test suite of Engine.IO 4 checks: 24 cases, and a GET that is given up, which newer ones have. */
class EngineCasesIT extends EngineCases {
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private final PlainClient client = client();

    @Override
    URI start(TestServer.Builder settings) {
        EngineTestServer server = settings.buildEngine().onConnection(connection -> {
            connection.onMessage(connection::send);
            connection.onClose(close -> closed.complete(close.reason()));
        });
        closeAfterwards(server);
        return server.start().uri();
    }

    @Override
    String path() {
        return "/engine.io/";
    }

    @Override
    void goesOn(PlainWebSocket socket) {
        socket.send("4hello");
        assertThat(socket.next()).isEqualTo("4hello");
    }

    @Override
    void awaitEnd() {
        closed.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void comesBack(String body) {
        String sid = client.open();
        HttpResponse<byte[]> posted = client.post(sid, body);
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(PlainClient.text(posted)).isEqualTo("ok");
        assertThat(PlainClient.text(client.get("&sid=" + sid))).isEqualTo(body);
    }

    @Test
    void aTextComesBackOverPolling() {
        comesBack("4hello");
    }

    @Test
    void severalTextsComeBackInOneBody() {
        comesBack("4test1\u001e4test2\u001e4test3");
    }

    @Test
    void textAndBinaryComeBackInOneBody() {
        comesBack("4hello\u001ebAQIDBA==");
    }

    @Test
    void aBodyThatIsNoPacketEndsTheSession() {
        String sid = client.open();
        isRefused(client.post(sid, "abc"));
        isRefused(client.get("&sid=" + sid));
    }

    @Test
    void aSecondGetEndsTheSession() {
        String sid = client.open();
        CompletableFuture<HttpResponse<byte[]>> one = client.getLater("&sid=" + sid);
        CompletableFuture<HttpResponse<byte[]>> other = client.getLater("&sid=" + sid + "&t=burst");
        HttpResponse<byte[]> answer = one.orTimeout(30, TimeUnit.SECONDS).join();
        HttpResponse<byte[]> answer2 = other.orTimeout(30, TimeUnit.SECONDS).join();
        boolean inOrder = answer.statusCode() == 200;
        assertThat(PlainClient.text(inOrder ? answer : answer2)).isEqualTo("1");
        isRefused(inOrder ? answer2 : answer);
        isRefused(client.get("&sid=" + sid));
    }

    @Test
    void aGetThatIsGivenUpEndsTheSession() throws Exception {
        String sid = client.open();
        URI uri = client.polling("&sid=" + sid);
        try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            String head = "GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nhost: a\r\n\r\n";
            raw.getOutputStream().write(head.getBytes(UTF_8));
        }
        awaitEnd();
        isRefused(client.get("&sid=" + sid));
    }

    @Test
    void aTextComesBackOverAWebSocket() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        goesOn(socket);
    }

    @Test
    void binaryComesBackOverAWebSocket() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        socket.send(new byte[] {1, 2, 3, 4});
        assertThat(socket.nextBinary()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aMessageThatIsNoPacketEndsTheWebSocket() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        socket.send("abc");
        isEnded(socket);
    }
}
