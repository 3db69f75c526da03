package io.curlew.interop.robustness;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;

/**
 * Gives a client secrets wherever it takes some, and lets things go wrong. What it knows only when it runs goes to its
 * standard output; what it is told goes, with the log, to its standard error.
 */
final class SecretiveProgram {
    /** Is part of each secret that the program makes up. */
    static final String CANARY = "c4nary";

    private SecretiveProgram() {}

    /**
     * Runs it.
     *
     * @param args the server's address, and the transports to use
     */
    public static void main(String[] args) {
        TransportType[] transports = List.of(args[1].split(",", -1)).stream()
                .map(TransportType::valueOf)
                .toArray(TransportType[]::new);
        try (SocketIoClient client = SocketIoClient.builder(
                        "http://" + CANARY + "user:" + CANARY + "password@" + args[0])
                .transports(transports)
                .header("X-Token", CANARY + "header")
                .query("token", CANARY + "query")
                .auth(() -> Map.of("token", CANARY + "auth"))
                .reconnection(Backoff.fixed(Duration.ofMillis(20)))
                .engine(engine -> engine.onOpen(handshake -> System.out.println(handshake.sid()))
                        .onPacket((direction, packet) -> System.err.println(packet)))
                .build()) {
            listen(client);
            Socket main = client.socket("/");
            CompletableFuture<Boolean> refused = new CompletableFuture<>();
            main.on("echo", Integer.class, number -> {}); // text comes: that is reported, by default in the log
            main.onAny(event -> {
                System.err.println(event + " " + event.args());
                refused.complete(true);
            });
            main.connect().join();
            System.out.println(main.id().orElseThrow());
            main.emit("echo", CANARY + "payload", Map.of("inside", CANARY + "value"), new byte[] {1});
            System.err.println(main.emitWithAck("ask", CANARY + "question").join());
            refused.join();
            failToJoin(client.socket("/guarded"));
            loseTheConnection(client, main);
        }
    }

    private static void listen(SocketIoClient client) {
        client.onPacket(System.err::println);
        client.onError(System.err::println);
        client.onClose(System.err::println);
        client.socket("/").onDisconnect(System.err::println);
        client.socket("/").onDropped(System.err::println);
        System.err.println(client.socket("/"));
    }

    private static void failToJoin(Socket guarded) {
        try {
            Socket unused = guarded.connect().join();
        } catch (CompletionException refusal) {
            LoggerFactory.getLogger(SecretiveProgram.class).warn("refused", refusal);
        }
    }

    private static void loseTheConnection(SocketIoClient client, Socket socket) {
        CompletableFuture<Boolean> back = new CompletableFuture<>();
        client.onReconnect(attempt -> back.complete(true));
        CompletableFuture<?> lost = socket.emitWithAck("cut", CANARY + "last");
        back.join();
        lost.handle((answer, failure) -> {
                    System.err.println(failure);
                    return true;
                })
                .join();
        socket.disconnect();
        socket.emit(EmitOptions.volatileEvent(), "unsent", CANARY + "volatile");
    }
}
