package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SilentServerIT {
    @Test
    @Tag("N27")
    void aServerThatAcceptsAndNeverAnswersIsSaidToBeSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            EngineSocketBuilder builder = EngineSocket.builder("http://127.0.0.1:" + silent.getLocalPort())
                    .connectTimeout(Duration.ofSeconds(2)); // the connection must stand by then
            try (EngineSocket polling = builder.buildPolling();
                    EngineSocket webSocket = builder.buildWebSocket()) {
                CompletableFuture<Handshake> one = polling.connect();
                CompletableFuture<Handshake> other = webSocket.connect();
                assertSaidToBeSilent(one, TransportType.POLLING);
                assertSaidToBeSilent(other, TransportType.WEBSOCKET);
            }
        }
    }

    private static void assertSaidToBeSilent(CompletableFuture<Handshake> connecting, TransportType type) {
        assertThatThrownBy(connecting::join).cause().isInstanceOfSatisfying(TransportException.class, why -> {
            assertThat(why).hasMessage(type + ", handshake: timed out: no answer to the handshake within 2 s");
            assertThat(why.phase()).isEqualTo(Phase.HANDSHAKE);
            assertThat(why.isTimeout()).isTrue();
        });
    }
}
