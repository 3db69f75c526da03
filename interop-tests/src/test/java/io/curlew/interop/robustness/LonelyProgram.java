package io.curlew.interop.robustness;

import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A program as in the README, which looks at no failure by itself. */
final class LonelyProgram {
    private LonelyProgram() {}

    /**
     * Runs it.
     *
     * @param args the server's URL, and how long to wait for it to let the program join
     */
    public static void main(String[] args) {
        try (SocketIoClient client = SocketIoClient.builder(args[0])
                .reconnection(Backoff.fixed(Duration.ofMillis(50)))
                .build()) {
            Socket main = client.socket("/");
            main.on("tick", event -> {
                throw new IllegalArgumentException("thrown by a listener");
            });
            CompletableFuture<Boolean> tock = new CompletableFuture<>();
            main.on("tock", event -> tock.complete(true));
            Duration patience = Duration.parse(args[1]);
            connect(client.socket("/guarded"), patience);
            connect(client.socket("/guarded"), patience);
            connect(main, patience);
            main.emit("tick");
            if (main.connected()) {
                tock.join();
            }
        }
    }

    private static void connect(Socket socket, Duration patience) {
        try {
            var unused = socket.connect(patience).join();
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof ConnectFailedException)) {
                throw failed;
            }
        }
    }
}
