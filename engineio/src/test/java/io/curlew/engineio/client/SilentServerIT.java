package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SilentServerIT {
    @ParameterizedTest
    @EnumSource(TransportType.class)
    @Tag("N27")
    void aServerThatAcceptsAndNeverAnswersIsSaidToBeSilent(TransportType type) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                EngineSocket socket = EngineSocket.builder("http://127.0.0.1:" + silent.getLocalPort())
                        .transports(type)
                        .connectTimeout(Duration.ofMillis(300))
                        .build()) {
            assertThatThrownBy(() -> socket.connect().join())
                    .cause()
                    .isInstanceOfSatisfying(TransportException.class, why -> {
                        assertThat(why)
                                .hasMessage(type + ", handshake: timed out: no answer to the handshake within 300 ms");
                        assertThat(why.phase()).isEqualTo(Phase.HANDSHAKE);
                        assertThat(why.isTimeout()).isTrue();
                    });
        }
    }
}
