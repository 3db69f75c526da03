package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.examples.SocketIoExample.Price;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.TypeRef;
import io.curlew.testserver.ConnectRefusedException;
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
            List<String> lines = linesWith(server.uri().toString());

            assertThat(lines).containsExactly("BTC 1.5", "watching 2");
            assertThat(answer.join().get(0, String.class)).isEqualTo("yes");
            Map<String, Object> cat = picture.join().get(0, new TypeRef<>() {});
            assertThat(cat).containsEntry("name", "cat").containsEntry("data", new byte[] {1, 2, 3});
        }
    }

    @Test
    void itPrintsWhatTheServerSaysWhenItRefuses() {
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/prices").use(socket -> {
                throw new ConnectRefusedException("token expired");
            });
            server.start();

            assertThat(linesWith(server.uri().toString()))
                    .singleElement()
                    .asString()
                    .startsWith("failed: ")
                    .contains("token expired");
        }
    }

    @Test
    void itPrintsWhyItCouldNotConnectWhenTheServerIsDown() {
        TestServer server = TestServer.builder().build().start();
        String url = server.uri().toString();
        server.close();

        assertThat(linesWith(url))
                .singleElement()
                .asString()
                .startsWith("failed: ")
                .contains("Not connected within 5 s; the latest failure: ")
                .contains("refused");
    }

    private static List<String> linesWith(String url) {
        return Console.linesOf(() -> SocketIoExample.main(new String[] {url}));
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
