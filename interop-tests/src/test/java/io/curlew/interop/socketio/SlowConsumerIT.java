package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Transports;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.DisconnectReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client whose listener takes too long gives its connection up. */
@Tag("N45")
class SlowConsumerIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int SENT = 1000;
    private static final int MAX_MESSAGE = 1_000_000;

    /** A server that did not know would send to nobody until its heartbeat fails, and recover nothing. */
    @ParameterizedTest
    @MethodSource("io.curlew.interop.socketio.ServerKind#everywhere")
    void theServerKnowsAtOnceAndNothingIsLost(ServerKind kind, Transports transports) {
        CompletableFuture<Void> mayGoOn = new CompletableFuture<>();
        CompletableFuture<DisconnectReason> lost = new CompletableFuture<>();
        List<Integer> came = new CopyOnWriteArrayList<>();
        try (SocketIoServer server = kind.startRecovering(LONG, MAX_MESSAGE);
                SocketIoClient client = SocketIoClient.builder(server.uri())
                        .transports(transports.types().toArray(TransportType[]::new))
                        .reconnection(Backoff.fixed(Duration.ofMillis(50)))
                        .incomingBound(10, 100_000)
                        .maxStall(Duration.ofMillis(50))
                        .build()) {
            Socket socket = client.socket("/");
            socket.onDisconnect(disconnection -> lost.complete(disconnection.reason()));
            socket.on("sent", event -> {
                mayGoOn.join();
                came.add(event.args().get(0, Integer.class));
            });
            socket.connect().join();
            socket.emit("send me", SENT, "x".repeat(5_000));
            assertThat(server.left("/")).isNotEqualTo("ping timeout");
            mayGoOn.complete(null);
            await().atMost(LONG).until(() -> came.size() >= SENT);
            assertThat(came).isEqualTo(IntStream.range(0, SENT).boxed().toList());
            assertThat(lost).isCompletedWithValue(DisconnectReason.SLOW_CONSUMER);
            assertThat(socket.recovered()).isTrue();
        }
    }
}
