package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose connection has moved to WebSocket once begins with that when it comes back. */
@Tag("N17")
class RememberedUpgradeIT {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLossIsNoReasonToForgetWhetherThereIsAHookOrNot(boolean hooked) {
        Mailbox<Boolean> connects = new Mailbox<>("connect");
        List<TransportType> begunWith = new CopyOnWriteArrayList<>();
        try (TestServer server = TestServer.builder().build().start();
                SocketIoClient client = builder(server, hooked).build()) {
            server.of("/").onConnection(socket -> {
                begunWith.add(socket.request().transport());
                socket.on("cut me", event -> socket.dropConnection());
            });
            Socket socket = client.socket("/");
            socket.onConnect(() -> connects.put(true));
            var unused = socket.connect();
            connects.take();
            await().until(() -> client.transport().equals(Optional.of(TransportType.WEBSOCKET)));
            for (int loss = 0; loss < 2; loss++) {
                socket.emit("cut me");
                connects.take();
            }
            assertThat(begunWith)
                    .containsExactly(TransportType.POLLING, TransportType.WEBSOCKET, TransportType.WEBSOCKET);
        }
    }

    private static SocketIoClientBuilder builder(TestServer server, boolean hooked) {
        SocketIoClientBuilder builder = SocketIoClient.builder(server.uri())
                .reconnection(Backoff.fixed(Duration.ofMillis(10)))
                .engine(EngineSocketBuilder::rememberUpgrade);
        return hooked ? builder.beforeAttempt(attempt -> attempt.query("number", "" + attempt.number())) : builder;
    }
}
