package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.TransportType;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EngineTestServerIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final EngineTestServer server = TestServer.builder().usualWait(LONG).buildEngine();
    private PlainClient client;

    @BeforeEach
    void start() {
        server.onConnection(connection -> connection.onMessage(connection::send));
        server.start();
        client = new PlainClient(server.uri(), "/engine.io/");
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("curlew-testserver");
    }

    @Test
    void pollingEchoesTextAndBinaryInOneBody() {
        String sid = client.open();
        HttpResponse<byte[]> answer = client.post(sid, "4one\u001ebAQID\u001e4three");
        assertThat(PlainClient.text(answer)).isEqualTo("ok");
        assertThat(client.poll(sid)).containsExactly("4one", "bAQID", "4three");
    }

    @Test
    void answersToOneBodyLeaveTogether() throws Exception {
        String sid = client.open();
        CompletableFuture<HttpResponse<byte[]>> poll = client.getLater("&sid=" + sid);
        client.post(sid, "4one\u001e4two\u001e4three");
        assertThat(PlainClient.packets(poll.get(30, TimeUnit.SECONDS))).containsExactly("4one", "4two", "4three");
    }

    @Test
    @Tag("N04")
    void aPacketIsHandledBeforeTheNextOfItsBodyIsDecoded() {
        String sid = client.open();
        List<String> handled = new CopyOnWriteArrayList<>();
        EngineConnection connection = server.awaitConnection();
        connection.onMessage(data -> {
            handled.add(data.text());
            connection.close();
        });
        client.post(sid, "4one\u001e4two");
        assertThat(client.poll(sid)).containsExactly("4one");
        assertThat(handled).containsExactly("one");
    }

    @Test
    @Tag("N04")
    void anOpenPacketOfAClientIsNotRead() {
        String sid = client.open();
        client.post(sid, "0garbage\u001e4one");
        assertThat(client.poll(sid)).containsExactly("4one");
    }

    @Test
    void theHandshakeNamesTheDefaults() {
        HttpResponse<byte[]> answer = client.get("");
        assertThat(PlainClient.text(answer))
                .matches("0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain; charset=UTF-8");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void webSocketEchoesEveryByteValueAndAMegabyte() {
        PlainWebSocket socket = client.webSocket("");
        assertThat(socket.next()).startsWith("0{").contains("\"upgrades\":[]");
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        socket.send(all);
        assertThat(socket.nextBinary()).isEqualTo(all);
        byte[] large = new byte[1_000_000];
        Arrays.fill(large, (byte) 0x1E);
        socket.send(large);
        assertThat(socket.nextBinary()).isEqualTo(large);
        socket.send("4grüße \u001e");
        assertThat(socket.next()).isEqualTo("4grüße \u001e");
    }

    @Test
    void aSessionMovesToAWebSocket() throws Exception {
        String sid = client.open();
        CompletableFuture<HttpResponse<byte[]>> poll = client.getLater("&sid=" + sid);
        PlainWebSocket socket = client.webSocket("&sid=" + sid);
        socket.send("2probe");
        assertThat(socket.next()).isEqualTo("3probe");
        assertThat(PlainClient.packets(poll.get(30, TimeUnit.SECONDS))).containsExactly("6");
        socket.send("5");
        socket.send("4hello");
        assertThat(socket.next()).isEqualTo("4hello");
        assertThat(server.awaitConnection().transport()).isEqualTo(TransportType.WEBSOCKET);
        assertThat(client.get("&sid=" + sid).statusCode()).isEqualTo(400);
    }

    @Test
    void closeSendsACloseFrameWithCode1000() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        EngineConnection connection = server.awaitConnection();
        connection.close();
        assertThat(socket.closeCode()).isEqualTo(1000);
        assertThat(connection.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void theClientsCloseFrameIsAnsweredAndItsCodeReported() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        socket.close(4001);
        EngineClose close = server.awaitConnection().awaitClose();
        assertThat(close.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(close.closeCode()).hasValue(4001);
    }

    @Test
    void anAbruptDropShowsNoCloseFrame() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        EngineConnection connection = server.awaitConnection();
        connection.dropConnection();
        assertThat(socket.error()).isInstanceOf(java.io.IOException.class);
        assertThat(connection.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void closingTheServerSaysGoingAway() {
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        server.close();
        assertThat(socket.closeCode()).isEqualTo(1001);
    }

    @Test
    void binaryIsBase64OnPolling() {
        String sid = client.open();
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        client.post(sid, "b" + Base64.getEncoder().encodeToString(all));
        assertThat(client.poll(sid)).containsExactly("b" + Base64.getEncoder().encodeToString(all));
    }

    @Test
    void everyServerHasAPortOfItsOwn() {
        try (EngineTestServer other = TestServer.builder().buildEngine()) {
            other.start();
            assertThat(other.port()).isNotEqualTo(server.port());
        }
    }
}
