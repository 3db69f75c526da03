package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A neutral client: the JDK's HTTP and WebSocket, with the protocol spelled out by the test. */
final class PlainClient {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final HttpClient http;
    private final URI server;
    private final String path;

    PlainClient(URI server, String path) {
        this(server, path, HttpClient.newBuilder());
    }

    PlainClient(URI server, String path, SSLContext trust) {
        this(server, path, HttpClient.newBuilder().sslContext(trust));
    }

    private PlainClient(URI server, String path, HttpClient.Builder builder) {
        this.server = server;
        this.path = path;
        this.http = builder.version(HttpClient.Version.HTTP_1_1).build();
    }

    URI polling(String more) {
        return server.resolve(path + "?EIO=4&transport=polling" + more);
    }

    /** Opens a polling session and returns its id. */
    String open() {
        return sid(text(get("")));
    }

    static String sid(String openPacket) {
        Matcher matcher = SID.matcher(openPacket);
        if (!matcher.find()) {
            throw new AssertionError("no sid in " + openPacket);
        }
        return matcher.group(1);
    }

    HttpResponse<byte[]> get(String more) {
        return send(HttpRequest.newBuilder(polling(more)).build());
    }

    CompletableFuture<HttpResponse<byte[]>> getLater(String more) {
        return http.sendAsync(HttpRequest.newBuilder(polling(more)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Returns the packets that the next GET brings. */
    List<String> poll(String sid) {
        return packets(get("&sid=" + sid));
    }

    static List<String> packets(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + text(response));
        }
        return Arrays.asList(text(response).split("\u001e", -1));
    }

    HttpResponse<byte[]> post(String sid, String body) {
        return post(sid, "text/plain;charset=UTF-8", body.getBytes(UTF_8));
    }

    HttpResponse<byte[]> post(String sid, String type, byte[] body) {
        return send(HttpRequest.newBuilder(polling("&sid=" + sid))
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    /** Sends a request with any query. */
    HttpResponse<byte[]> request(String method, String query, String body) {
        return send(HttpRequest.newBuilder(server.resolve(path + query))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Opens a WebSocket that has joined the main namespace. */
    PlainWebSocket join() {
        return join("");
    }

    /** Opens a WebSocket that has joined the main namespace with that auth data. */
    PlainWebSocket join(String auth) {
        PlainWebSocket socket = asking(auth);
        assertThat(socket.next()).startsWith("40{");
        return socket;
    }

    /** Opens a WebSocket that has sent a CONNECT, of which this is what follows its type. */
    PlainWebSocket asking(String connect) {
        PlainWebSocket socket = webSocket("");
        assertThat(socket.next()).startsWith("0{");
        socket.send("40" + connect);
        return socket;
    }

    PlainWebSocket webSocket(String more) {
        return webSocketWith("?EIO=4&transport=websocket" + more);
    }

    /** Opens a WebSocket with any query. */
    PlainWebSocket webSocketWith(String query) {
        PlainWebSocket listener = new PlainWebSocket();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(server.toString().replaceFirst("http", "ws") + path + query), listener)
                .join();
        listener.opened(socket);
        return listener;
    }
}
