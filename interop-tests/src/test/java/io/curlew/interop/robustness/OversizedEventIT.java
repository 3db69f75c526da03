package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An event over the limit that a server names for polling. */
@Tag("N39")
class OversizedEventIT {
    private final Mailbox<String> ends = new Mailbox<>("end");

    @Test
    void itIsRefusedBeforeItIsSent() {
        withSocket(
                builder -> {},
                socket -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> socket.emit("large", "x".repeat(2_000)))
                        .withMessageContaining("maxPayload of 1000"));
    }

    @Test
    void whoWantsSoSendsItAllTheSame() {
        withSocket(EngineSocketBuilder::sendOversized, socket -> {
            socket.emit("large", "x".repeat(2_000));
            assertThat(ends.take()).as("what the server makes of it").contains("transport");
        });
    }

    private void withSocket(Consumer<EngineSocketBuilder> setting, Consumer<Socket> test) {
        try (TestServer server = TestServer.builder().maxPayload(1_000).build()) {
            server.start();
            try (SocketIoClient client = SocketIoClient.builder(server.uri())
                    .transports(TransportType.POLLING)
                    .noReconnection()
                    .engine(setting)
                    .build()) {
                Socket socket = client.socket("/");
                var unused = socket.onDisconnect(left -> ends.put(left.reason().text()));
                test.accept(socket.connect().join());
            }
        }
    }
}
