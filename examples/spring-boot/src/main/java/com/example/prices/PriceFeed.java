package com.example.prices;

// example: a service
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A part of a larger program that owns a connection: start it once, close it once. */
public final class PriceFeed implements AutoCloseable {
    /** What the server sends as JSON. */
    public record Price(String symbol, double value) {}

    private final SocketIoClient client;
    private final Socket socket;

    /** Prepares the connection; nothing happens until {@link #start}. */
    public PriceFeed(String url, Consumer<Price> listener) {
        client = SocketIoClient.builder(url).build();
        socket = client.socket("/prices");
        socket.on("price", Price.class, listener);
    }

    /** Connects in the background, and keeps trying. */
    public void start() {
        CompletableFuture<Socket> unused = socket.connect();
    }

    /** Returns whether the feed is connected, for a health check. */
    public boolean connected() {
        return socket.connected();
    }

    /** Sends what was accepted, for at most two seconds, and disconnects. */
    @Override
    public void close() {
        client.close();
    }
}
// end
