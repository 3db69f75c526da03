package io.curlew.examples;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The same as {@link OfficialClient}, with Curlew. */
final class SameInCurlew {
    private SameInCurlew() {}

    static SocketIoClient connected(String url, Consumer<String> log) {
        // example: Curlew, connect
        SocketIoClient client = SocketIoClient.builder(url)
                .transports(TransportType.WEBSOCKET)
                .auth(Map.of("token", "abc")) // or a supplier, asked again at every connect
                .query("client", "example")
                .header("X-Client", "example")
                .reconnection(Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(5))
                        .jitter(0.5))
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        Socket socket = client.socket("/prices"); // always the same one; other namespaces share the connection
        socket.onConnect(() -> log.accept("connected " + socket.id().orElseThrow()));
        socket.onConnectError(why -> log.accept("failed " + why.getMessage()));
        socket.onDisconnect(gone -> log.accept("gone: " + gone.reason().text()));
        client.onReconnect(attempt -> log.accept("back after " + attempt));
        CompletableFuture<Socket> connected = socket.connect();
        // end
        connected.join();
        return client;
    }

    /** What the server sends. */
    record Price(String symbol, double value) {}

    static void events(Socket socket, Consumer<String> log) {
        // example: Curlew, events
        socket.on("price", Price.class, price -> log.accept(price.symbol() + " " + price.value()));
        socket.on("confirm", event -> event.ack("yes"));
        socket.emit("watch", "BTC", Map.of("depth", 3), new byte[] {1, 2, 3});
        // end
    }

    static void acknowledged(Socket socket, Consumer<String> log) {
        // example: Curlew, acknowledgements
        try {
            int sum = socket.emitWithAck(EmitOptions.timeout(Duration.ofSeconds(5)), "sum", 1, 2)
                    .join()
                    .get(0, int.class);
            log.accept("sum: " + sum);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AckException why) {
                log.accept("no answer: " + why.reason());
            }
        }
        // end
    }
}
