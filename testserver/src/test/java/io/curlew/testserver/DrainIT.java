package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Programs that send at the pace of the network never wait for a drain that does not come. */
class DrainIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PIECE = "x".repeat(100_000);
    /** More than the buffers of the operating system take, on both sides. */
    private static final int PIECES = 160;

    @Test
    void aServerThatDoesNotReadDelaysAProducerUntilItReads() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        try (RawServer server = RawServer.start()) {
            server.onConnection(connection -> readLate(connection, reads));
            try (SocketIoClient client = SocketIoClient.builder(server.uri())
                    .transports(TransportType.WEBSOCKET)
                    .closeTimeout(Duration.ofMillis(50)) // the server does not answer the close frame
                    .sendBudget(SendBudget.blocking(10_000, 8 << 20, LONG)) // the loop may be late to see the events
                    .build()) {
                Socket socket = client.socket("/").connect(LONG).get(30, TimeUnit.SECONDS);
                AtomicInteger sent = new AtomicInteger();
                CompletableFuture<Void> producing = CompletableFuture.runAsync(() -> produce(socket, sent));
                await().atMost(LONG).during(Duration.ofMillis(50)).until(() -> client.bufferedBytes() > 0);
                assertThat(sent).hasValueLessThan(PIECES);
                reads.countDown();
                producing.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static void readLate(RawConnection connection, CountDownLatch reads)
            throws IOException, InterruptedException {
        connection.open(connection.readRequest(), OpenPacket.of("slow"));
        connection.readFrame(); // CONNECT
        connection.send(RawFrame.text("40{\"sid\":\"slow\"}"));
        reads.await();
        connection.discardInput();
        connection.awaitEnd();
    }

    private static void produce(Socket socket, AtomicInteger sent) {
        Semaphore drained = new Semaphore(0);
        socket.client().onDrain(drained::release);
        while (sent.get() < PIECES) {
            while (socket.writable()) {
                socket.emit("piece", PIECE);
                sent.incrementAndGet();
            }
            drained.acquireUninterruptibly();
        }
    }

    @Test
    void anUpgradeEndsWithADrain() throws Exception {
        try (TestServer server = TestServer.builder().build().start();
                SocketIoClient client =
                        SocketIoClient.builder(server.uri()).direct().build()) {
            CompletableFuture<Boolean> writable = new CompletableFuture<>();
            client.onDrain(() -> {
                if (client.transport().equals(Optional.of(TransportType.WEBSOCKET))) {
                    writable.complete(client.writable());
                }
            });
            Socket unused = client.socket("/").connect(LONG).get(30, TimeUnit.SECONDS);
            assertThat(writable.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
