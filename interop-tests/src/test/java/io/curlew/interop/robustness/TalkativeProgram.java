package io.curlew.interop.robustness;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;

/** Prints, and logs, whatever a client tells of a server, until the connection ends. */
final class TalkativeProgram {
    private TalkativeProgram() {}

    /**
     * Runs it.
     *
     * @param args the server's URL
     */
    public static void main(String[] args) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        try (SocketIoClient client = SocketIoClient.builder(args[0])
                .transports(TransportType.WEBSOCKET)
                .noReconnection()
                .engine(engine -> engine.onPacket((direction, packet) -> System.err.println(packet)))
                .build()) {
            client.onPacket(System.err::println);
            client.onClose(closed -> {
                System.err.println(closed);
                closed.cause().ifPresent(Throwable::printStackTrace);
                over.complete(true);
            });
            Socket main = client.socket("/");
            main.onAny(event -> {
                System.err.println(event);
                int unused = event.args().get(0, int.class); // text comes: that is reported, by default in the log
            });
            main.onDisconnect(System.err::println);
            main.connect().join();
            join(client.socket("/guarded"));
            over.join();
        }
    }

    private static void join(Socket guarded) {
        try {
            Socket unused = guarded.connect().join();
        } catch (CompletionException refusal) {
            LoggerFactory.getLogger(TalkativeProgram.class).warn("refused", refusal);
        }
    }
}
