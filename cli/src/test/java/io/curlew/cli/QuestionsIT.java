package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a server asks, until it is answered. */
class QuestionsIT {
    @Test
    void theLastThousandAreKeptUntilTheNamespaceIsLeft() {
        Questions questions = new Questions();
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/").onConnection(socket -> {
                for (int i = 0; i <= Questions.MAX; i++) {
                    var unused = socket.emitWithAck("ask", i);
                }
                socket.emit("asked");
            });
            server.start();
            try (SocketIoClient client = SocketIoClient.builder(server.uri()).build()) {
                Socket socket = client.socket("/");
                CompletableFuture<String> last = new CompletableFuture<>();
                socket.on("ask", event -> questions.add(event));
                socket.on("asked", event -> last.complete(event.name()));
                socket.connect().join();
                assertThat(last.join()).isEqualTo("asked");
                assertThat(questions.size()).isEqualTo(Questions.MAX);
                assertThat(questions.take(1)).isEmpty();
                assertThat(questions.take(2))
                        .hasValueSatisfying(event ->
                                assertThat(event.args().get(0, int.class)).isEqualTo(1));
                assertThat(questions.take(2)).isEmpty();
                questions.forget(client.socket("/other"));
                assertThat(questions.size()).isEqualTo(Questions.MAX - 1);
                questions.forget(socket);
                assertThat(questions.size()).isZero();
            }
        }
    }
}
