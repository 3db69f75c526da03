package io.curlew.examples;

import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program under test on the page on the test server: orders something when it connects. */
final class Shop implements AutoCloseable {
    private final SocketIoClient client;
    private final CompletableFuture<String> confirmation = new CompletableFuture<>();

    Shop(URI uri) {
        client = SocketIoClient.builder(uri)
                .reconnection(Backoff.fixed(Duration.ofMillis(10)))
                .build();
        Socket socket = client.socket("/");
        socket.onConnect(() -> order(socket));
        socket.connect(Duration.ofSeconds(30)).join();
    }

    /** An order whose answer was lost with its connection is given again with the next one. */
    private void order(Socket socket) {
        CompletableFuture<Void> unused = socket.emitWithAck("order", "BTC", 2)
                .thenAccept(answer -> confirmation.complete(answer.get(0, String.class)));
    }

    /** Waits for the answer to the order, for 30 s; fails when there is none. */
    String confirmation() {
        return confirmation.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        client.close();
    }
}
