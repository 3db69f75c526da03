package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.DroppedEvent;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.TypeRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that are sent again until the server answers. */
@Tag("F22")
@Isolated("its attempts last 300 ms each")
@ParameterizedClass(name = "{0}")
@MethodSource("io.curlew.interop.socketio.ServerKind#all")
class RetriesIT {
    private static final Duration LONG = Duration.ofSeconds(20);
    /** An answer of a busy machine may take longer, which is one more attempt. */
    private static final Duration SHORT = Duration.ofMillis(300);

    @Parameter
    ServerKind kind;

    private final Mailbox<DroppedEvent> dropped = new Mailbox<>("dropped event");
    private SocketIoServer server;

    @BeforeEach
    void start() {
        server = kind.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anEventIsSentAgainWithTheSameKeyUntilItIsAnswered() {
        try (SocketIoClient client = builder().build()) {
            Socket socket = connected(client);
            Args keys = answer(socket.emitWithAck(
                    EmitOptions.retries(5).withTimeout(SHORT).withIdempotencyKey(), "note until", 3, 7));
            assertThat(noted(socket)).hasSizeGreaterThanOrEqualTo(3).containsOnly(7);
            assertThat(keys.get(0, new TypeRef<List<String>>() {}))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .containsOnly(keys.get(0, String[].class)[0]);
        }
    }

    @Test
    void theNextOneWaitsForTheEndOfTheOneBefore() {
        try (SocketIoClient client = builder().retries(5).ackTimeout(SHORT).build()) {
            Socket socket = connected(client);
            CompletableFuture<Args> first = socket.emitWithAck("note until", 3, 1, "key");
            CompletableFuture<Args> second = socket.emitWithAck("note until", 1, 2, "key");
            assertThat(answer(first).size()).isEqualTo(1);
            assertThat(answer(second).size()).isEqualTo(1);
            List<Integer> noted = noted(socket);
            assertThat(noted).isSorted().startsWith(1, 1, 1).endsWith(2);
        }
    }

    @Test
    void afterTheLastRetryItIsGivenUpAndTold() {
        try (SocketIoClient client = builder().build()) {
            Socket socket = connected(client);
            CompletableFuture<Args> answer =
                    socket.emitWithAck(EmitOptions.retries(2).withTimeout(SHORT), "note until", 9, 7, "key");
            assertThat(dropped.take().reason()).isEqualTo(DroppedEvent.Reason.GIVEN_UP);
            assertThat(answer)
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            AckException.class, why -> assertThat(why.reason()).isEqualTo(AckException.Reason.TIMEOUT));
            assertThat(noted(socket)).containsExactly(7, 7, 7);
        }
    }

    @Test
    void noAttemptIsSpentWhileThereIsNoConnection() {
        try (SocketIoClient client = builder().build()) {
            Socket socket = connected(client);
            Mailbox<String> disconnects = new Mailbox<>("disconnect");
            socket.onDisconnect(lost -> disconnects.put(lost.toString()));
            server.stop();
            disconnects.take();
            CompletableFuture<Args> answer =
                    socket.emitWithAck(EmitOptions.retries(1).withTimeout(SHORT), "note until", 1, 7, "key");
            socket.emit(EmitOptions.timeToLive(SHORT.multipliedBy(3)), "clock");
            assertThat(dropped.take().reason()).isEqualTo(DroppedEvent.Reason.EXPIRED);
            assertThat(answer).isNotDone();
            server.reopen();
            assertThat(answer(answer).size()).isEqualTo(1);
            assertThat(noted(socket)).isNotEmpty().containsOnly(7);
        }
    }

    private SocketIoClientBuilder builder() {
        return SocketIoClient.builder(server.uri())
                .transports(TransportType.WEBSOCKET)
                .reconnection(Backoff.fixed(Duration.ofMillis(20)));
    }

    private Socket connected(SocketIoClient client) {
        Socket socket = client.socket("/");
        socket.onDropped(dropped::put);
        return socket.connect(LONG).join();
    }

    private static Args answer(CompletableFuture<Args> future) {
        assertThat(future).succeedsWithin(LONG);
        return future.join();
    }

    private static List<Integer> noted(Socket socket) {
        return answer(socket.emitWithAck(EmitOptions.timeout(LONG), "noted")).get(0, new TypeRef<>() {});
    }
}
