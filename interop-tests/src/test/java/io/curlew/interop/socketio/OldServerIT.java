package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Transports;
import io.curlew.interop.node.NeedsNode;
import io.curlew.interop.node.NodeProcess;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server of Socket.IO 2 speaks another protocol: a client says so, once, and does not try again. */
@NeedsNode
class OldServerIT {
    @ParameterizedTest
    @EnumSource
    void isRecognisedAndNotTriedAgain(Transports transports) {
        NodeProcess node = NodeProcess.shared("socketio2-server.mjs");
        Object port = ((Map<?, ?>) node.ask("listen", Map.of())).get("port");
        AtomicInteger attempts = new AtomicInteger();
        try (SocketIoClient client = SocketIoClient.builder("http://127.0.0.1:" + port)
                .transports(transports.types().toArray(TransportType[]::new))
                .build()) {
            client.onReconnectAttempt(attempt -> attempts.incrementAndGet());
            Socket socket = client.socket("/");
            CompletionException failed = catchThrowableOfType(
                    CompletionException.class, () -> socket.connect().join());
            assertThat(failed).cause().isInstanceOfSatisfying(ConnectFailedException.class, why -> {
                assertThat(why).hasMessageContaining("Socket.IO 2");
                assertThat(why.willRetry()).isFalse();
            });
            assertThat(socket.active()).isFalse();
            assertThat(attempts).hasValue(0);
        }
    }
}
