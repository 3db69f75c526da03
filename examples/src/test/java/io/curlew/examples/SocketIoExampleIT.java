package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.examples.SocketIoExample.Price;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.TypeRef;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SocketIoExampleIT {
    private final CompletableFuture<Args> answer = new CompletableFuture<>();
    private final CompletableFuture<Args> picture = new CompletableFuture<>();

    @Test
    void itPrintsWhatTheServerSendsAndSendsWhatTheServerExpects() {
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/prices").onConnection(socket -> socket.on("watch", this::watch));
            server.namespace("/chat")
                    .onConnection(socket -> socket.on("picture", event -> picture.complete(event.args())));
            server.start();
            String url = server.uri().toString();
            List<String> lines = Console.linesOf(() -> SocketIoExample.main(new String[] {url}));

            assertThat(lines).containsExactly("BTC 1.5", "watching 2");
            assertThat(answer.join().get(0, String.class)).isEqualTo("yes");
            Map<String, Object> cat = picture.join().get(0, new TypeRef<>() {});
            assertThat(cat).containsEntry("name", "cat").containsEntry("data", new byte[] {1, 2, 3});
        }
    }

    /** Answers the event only when the client has answered, so that the order of things is known. */
    private void watch(ServerEvent event) {
        ServerSocket socket = event.socket();
        socket.emit("price", new Price("BTC", 1.5));
        CompletableFuture<Void> unused = socket.emitWithAck("confirm").thenAccept(args -> {
            answer.complete(args);
            event.ack(event.args().size());
        });
    }
}
