package io.curlew.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.examples.SocketIoExample.Price;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.TypeRef;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.nio.file.Path;
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
    void itPrintsWhatTheServerSaysWhenItRefuses() throws Exception {
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/prices").use(socket -> {
                throw new ConnectRefusedException("token expired");
            });
            server.start();

            assertThat(failureWith(server.uri().toString()))
                    .startsWith("failed: ")
                    .contains("The server refuses the namespace /prices: token expired");
        }
    }

    @Test
    void itPrintsWhyItCouldNotConnectWhenTheServerIsDown() throws Exception {
        assertThat(failureWith("http://localhost:1"))
                .startsWith("failed: ")
                .contains("Not connected within 5 s; the latest failure: ")
                .contains("refused");
    }

    /** Runs the program in a JVM of its own, which it ends with a status; returns what it prints. */
    private static String failureWith(String url) throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        SocketIoExample.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process program = java.start();
        String printed = new String(program.getInputStream().readAllBytes(), UTF_8);
        assertThat(program.waitFor()).isEqualTo(1);
        assertThat(printed.lines()).hasSize(1);
        return printed;
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
