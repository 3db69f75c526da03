package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.TypeRef;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the public test suites of both protocols check of Engine.IO, in our own words: 16 cases. */
abstract class EngineCases {
    private static final int BAD_REQUEST = 400;
    private static final int ATTEMPTS = 100;

    private final List<AutoCloseable> started = new ArrayList<>();

    /** Starts a server. */
    abstract URI start(TestServer.Builder settings);

    abstract String path();

    /** Proves that the session that this WebSocket carries goes on. */
    abstract void goesOn(PlainWebSocket socket);

    /** Waits until the only session of the server is over. */
    abstract void awaitEnd();

    final void closeAfterwards(AutoCloseable server) {
        started.add(server);
    }

    @AfterEach
    void closeServers() throws Exception {
        for (AutoCloseable server : started) {
            server.close();
        }
    }

    final PlainClient client(TestServer.Builder settings) {
        return new PlainClient(start(settings), path());
    }

    final PlainClient client() {
        return client(TestServer.builder());
    }

    /** Its server pings often, and is patient about the pongs. */
    final PlainClient pingedClient() {
        return client(TestServer.builder().pingInterval(Duration.ofMillis(50)));
    }

    private PlainClient impatientClient() {
        return client(TestServer.builder().pingInterval(Duration.ofMillis(30)).pingTimeout(Duration.ofMillis(20)));
    }

    static void isRefused(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(BAD_REQUEST);
    }

    static void isRefused(PlainClient client, String query) {
        assertThatThrownBy(() -> client.webSocketWith(query))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(BAD_REQUEST));
    }

    /** Ends with a close frame, or without one: the suites want an end. */
    static void isEnded(PlainWebSocket socket) {
        CompletableFuture.anyOf(
                        CompletableFuture.supplyAsync(socket::closeCode), CompletableFuture.supplyAsync(socket::error))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static void isOpenPacket(String packet, List<String> upgrades) {
        assertThat(packet).startsWith("0");
        Map<String, Object> handshake = Json.of(packet.substring(1)).as(new TypeRef<Map<String, Object>>() {});
        assertThat(handshake).containsOnlyKeys("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        assertThat(handshake.get("sid")).isInstanceOf(String.class);
        assertThat(handshake.get("upgrades")).isEqualTo(upgrades);
        assertThat(handshake.get("pingInterval")).isEqualTo(300);
        assertThat(handshake.get("pingTimeout")).isEqualTo(200);
        assertThat(handshake.get("maxPayload")).isEqualTo(1_000_000);
    }

    private static TestServer.Builder suiteSettings() {
        return TestServer.builder().pingInterval(Duration.ofMillis(300)).pingTimeout(Duration.ofMillis(200));
    }

    @Test
    void aGetOpensASession() {
        HttpResponse<byte[]> answer = client(suiteSettings()).get("");
        assertThat(answer.statusCode()).isEqualTo(200);
        isOpenPacket(PlainClient.text(answer), List.of("websocket"));
    }

    @Test
    void aGetOfNoVersionOrAnUnknownOneIsRefused() {
        PlainClient client = client();
        isRefused(client.request("GET", "?transport=polling", ""));
        isRefused(client.request("GET", "?EIO=abc&transport=polling", ""));
    }

    @Test
    void aGetOfNoTransportOrAnUnknownOneIsRefused() {
        PlainClient client = client();
        isRefused(client.request("GET", "?EIO=4", ""));
        isRefused(client.request("GET", "?EIO=4&transport=abc", ""));
    }

    @Test
    void anotherMethodOpensNoSession() {
        PlainClient client = client();
        isRefused(client.request("POST", "?EIO=4&transport=polling", ""));
        isRefused(client.request("PUT", "?EIO=4&transport=polling", ""));
    }

    @Test
    void aWebSocketOpensASession() {
        PlainWebSocket socket = client(suiteSettings()).webSocket("");
        isOpenPacket(socket.next(), List.of());
    }

    @Test
    void aWebSocketOfNoVersionOrAnUnknownOneIsRefused() {
        PlainClient client = client();
        isRefused(client, "?transport=websocket");
        isRefused(client, "?EIO=abc&transport=websocket");
    }

    @Test
    void aWebSocketOfNoTransportOrAnUnknownOneIsRefused() {
        PlainClient client = client();
        isRefused(client, "?EIO=4");
        isRefused(client, "?EIO=4&transport=abc");
    }

    @Test
    void pingsAndPongsGoOverPolling() {
        PlainClient client = pingedClient();
        String sid = client.open();
        for (int i = 0; i < 3; i++) {
            assertThat(client.poll(sid)).containsExactly("2");
            HttpResponse<byte[]> answer = client.post(sid, "3");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(PlainClient.text(answer)).isEqualTo("ok");
        }
    }

    @Test
    void aPollingSessionWithoutPongsEnds() {
        PlainClient client = impatientClient();
        String sid = client.open();
        awaitEnd();
        isRefused(client.get("&sid=" + sid));
        isRefused(client.post(sid, "3"));
    }

    @Test
    void pingsAndPongsGoOverAWebSocket() {
        PlainWebSocket socket = pingedClient().webSocket("");
        socket.next();
        for (int i = 0; i < 3; i++) {
            assertThat(socket.next()).isEqualTo("2");
            socket.send("3");
        }
    }

    @Test
    void aWebSocketWithoutPongsEnds() {
        isEnded(impatientClient().webSocket(""));
    }

    /** The GET may come second, and is too late then: the suites hope for the order, this makes sure of it. */
    @Test
    void aClosePacketEndsAPollingSessionAndItsGet() {
        PlainClient client = client();
        String answer = "";
        for (int i = 0; i < ATTEMPTS && !answer.equals("6"); i++) {
            String sid = client.open();
            CompletableFuture<HttpResponse<byte[]>> get = client.getLater("&sid=" + sid);
            assertThat(client.post(sid, "1").statusCode()).isEqualTo(200);
            answer = PlainClient.text(get.orTimeout(30, TimeUnit.SECONDS).join());
            isRefused(client.get("&sid=" + sid));
        }
        assertThat(answer).isEqualTo("6");
    }

    @Test
    void aClosePacketEndsAWebSocket() {
        PlainWebSocket socket = client().webSocket("");
        socket.next();
        socket.send("1");
        isEnded(socket);
    }

    @Test
    void aWebSocketTakesOver() {
        PlainClient client = client();
        String sid = client.open();
        PlainWebSocket socket = client.webSocket("&sid=" + sid);
        socket.send("2probe");
        assertThat(socket.next()).isEqualTo("3probe");
        assertThat(client.poll(sid)).containsExactly("6");
        socket.send("5");
        goesOn(socket);
    }

    private PlainWebSocket upgraded(PlainClient client, String sid) {
        PlainWebSocket socket = client.webSocket("&sid=" + sid);
        socket.send("2probe");
        socket.send("5");
        assertThat(socket.next()).isEqualTo("3probe");
        goesOn(socket);
        return socket;
    }

    @Test
    void requestsOfASessionThatHasAWebSocketAreRefused() {
        PlainClient client = client();
        String sid = client.open();
        PlainWebSocket socket = upgraded(client, sid);
        isRefused(client.get("&sid=" + sid));
        isRefused(client.post(sid, "4refused"));
        goesOn(socket);
    }

    @Test
    void aSecondWebSocketOfASessionIsClosed() {
        PlainClient client = client();
        String sid = client.open();
        PlainWebSocket socket = upgraded(client, sid);
        isEnded(client.webSocket("&sid=" + sid));
        goesOn(socket);
    }
}
