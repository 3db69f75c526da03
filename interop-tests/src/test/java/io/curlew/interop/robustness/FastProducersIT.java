package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Programs that send faster than the loop can take it: heartbeats are answered and {@code close()} ends all the same.
 */
@Tag("F20")
class FastProducersIT {
    private static final int PRODUCERS = 4;
    private static final int PINGS = 3;
    private static final OpenPacket OPEN =
            OpenPacket.of("fast").withHeartbeat(Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final Duration PING_INTERVAL = Duration.ofMillis(200);

    /** Reads without looking at it, so that the client is what has most to do. */
    private final RawServer server = RawServer.start();

    private final ExecutorService producers = Executors.newFixedThreadPool(PRODUCERS);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Mailbox<String> pings = new Mailbox<>("ping");

    private static void flood(RawConnection connection) throws IOException, InterruptedException {
        connection.discardInput();
        for (int i = 0; i < PINGS; i++) {
            connection.pause(PING_INTERVAL);
            connection.send(RawFrame.text("2"));
        }
        connection.awaitEnd();
    }

    @AfterEach
    void stop() {
        server.close();
        closed.set(true);
        producers.shutdown();
    }

    /** Fills each room at once, and goes on until the client is closed. */
    private List<CompletableFuture<Void>> produce(Runnable send) {
        return Stream.generate(() -> CompletableFuture.runAsync(() -> sendUntilClosed(send), producers))
                .limit(PRODUCERS)
                .toList();
    }

    private void sendUntilClosed(Runnable send) {
        while (!closed.get()) {
            try {
                send.run();
            } catch (BufferFullException full) {
                // The machine has other things to do: the server that reads all this, for one.
                LockSupport.parkNanos(100_000);
            } catch (IllegalStateException closing) {
                return;
            }
        }
    }

    @Test
    void onAnEngineIoSocket() throws Exception {
        server.onConnection(connection -> {
            connection.open(connection.readRequest(), OPEN);
            flood(connection);
        });
        EngineSocket socket = EngineSocket.builder(server.uri()).buildWebSocket();
        socket.onPing(() -> pings.put("ping"));
        socket.connect().join();
        List<CompletableFuture<Void>> producing = produce(() -> socket.send("a"));
        for (int i = 0; i < PINGS; i++) {
            pings.take();
        }
        assertThat(socket.closeAsync().get(20, TimeUnit.SECONDS).reason()).isEqualTo(CloseReason.FORCED_CLOSE);
        assertAllEnd(producing);
    }

    @Test
    void onASocketIoClient() throws Exception {
        server.onConnection(connection -> {
            connection.open(connection.readRequest(), OPEN);
            connection.readFrame(); // CONNECT
            connection.send(RawFrame.text("40{\"sid\":\"fast\"}"));
            flood(connection);
        });
        SocketIoClient client = SocketIoClient.builder(server.uri())
                .transports(TransportType.WEBSOCKET)
                .engine(engine -> engine.onPing(() -> pings.put("ping")))
                .build();
        Socket main = client.socket("/").connect().join();
        Mailbox<Disconnection> disconnections = new Mailbox<>("disconnect");
        main.onDisconnect(disconnections::put);
        List<CompletableFuture<Void>> producing = produce(() -> main.emit("a"));
        for (int i = 0; i < PINGS; i++) {
            pings.take();
        }
        client.closeAsync().get(20, TimeUnit.SECONDS);
        assertThat(disconnections.take().reason()).isEqualTo(DisconnectReason.IO_CLIENT_DISCONNECT);
        assertAllEnd(producing);
    }

    private static void assertAllEnd(List<CompletableFuture<Void>> producing) throws Exception {
        CompletableFuture.allOf(producing.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    }
}
