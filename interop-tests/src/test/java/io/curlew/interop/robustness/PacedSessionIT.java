package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.raw.HttpRequest;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What goes on with a session while an HTTP answer is decoded in part, for want of room: nothing is lost, nor the
 * session.
 */
@Tag("N04")
class PacedSessionIT {
    private static final int BOUND = 100;
    private static final List<String> NUMBERS =
            IntStream.range(0, 10 * BOUND).mapToObj(String::valueOf).toList();
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CountDownLatch listenerMayGoOn = new CountDownLatch(1);
    private final CompletableFuture<EngineClose> closed = new CompletableFuture<>();
    private final List<String> received = new ArrayList<>();
    private final CompletableFuture<List<String>> all = new CompletableFuture<>();
    private final CountDownLatch probed = new CountDownLatch(1);
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private OpenPacket open = OpenPacket.of("paced");
    private final RawServer server = RawServer.start().onConnection(this::serve);

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * Answers polls with the bodies, then with nothing at once; answers a probe, and says "end" on the new transport.
     */
    private void serve(RawConnection connection) throws IOException, InterruptedException {
        while (true) {
            HttpRequest request = connection.readRequest();
            if (request.header("upgrade").isPresent()) {
                upgrade(connection, request);
                return;
            } else if (request.method().equals("POST")) {
                connection.respond(200, "ok");
            } else if (request.sid().isEmpty()) {
                connection.open(request, open);
            } else {
                String body = bodies.poll();
                connection.respond(200, body == null ? "6" : body);
            }
        }
    }

    private void upgrade(RawConnection connection, HttpRequest request) throws IOException, InterruptedException {
        connection.acceptWebSocket(request);
        assertThat(connection.readFrame().text()).isEqualTo("2probe");
        connection.send(RawFrame.text("3probe"));
        probed.countDown();
        assertThat(connection.readFrame().text()).isEqualTo("5");
        connection.send(RawFrame.text("4end"));
        connection.discardInput();
        connection.awaitEnd();
    }

    private EngineSocket connect(EngineSocketBuilder builder) {
        EngineSocket socket = builder.incomingBound(BOUND, 1 << 20)
                .maxStall(LONG)
                .onData(data -> take(data.text()))
                .onClose(closed::complete)
                .build();
        socket.connect().join();
        return socket;
    }

    private void take(String text) {
        if (received.isEmpty()) {
            awaitUninterruptibly(listenerMayGoOn);
        }
        received.add(text);
        if (text.equals("end")) {
            all.complete(List.copyOf(received));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> numbersAndEnd() {
        List<String> numbers = new ArrayList<>(NUMBERS);
        numbers.add("end");
        return numbers;
    }

    private static String body(List<String> numbers) {
        return "4" + String.join("\u001e4", numbers);
    }

    private long pongs() {
        return server.requests().stream()
                .filter(request -> request.text().equals("3"))
                .count();
    }

    @Test
    void theServerHearsThatTheClientIsThere() throws Exception {
        open = open.withHeartbeat(Duration.ofMillis(100), Duration.ofSeconds(2));
        bodies.add(body(NUMBERS) + "\u001e2\u001e4end");
        EngineSocket socket = connect(EngineSocket.builder(server.uri()).transports(TransportType.POLLING));
        await().atMost(LONG).until(() -> pongs() >= 25); // longer than the time for a ping to come
        assertThat(closed).isNotDone();
        listenerMayGoOn.countDown();
        assertThat(all.get(20, TimeUnit.SECONDS)).isEqualTo(numbersAndEnd());
        socket.close();
    }

    @Test
    void anUpgradeWaitsForTheRest() throws Exception {
        open = open.withUpgrade();
        bodies.add(body(NUMBERS));
        EngineSocket socket = connect(EngineSocket.builder(server.uri()));
        awaitUninterruptibly(probed);
        listenerMayGoOn.countDown();
        assertThat(all.get(20, TimeUnit.SECONDS)).isEqualTo(numbersAndEnd());
        assertThat(socket.transport()).contains(TransportType.WEBSOCKET);
        socket.close();
    }

    @Test
    void theServersGoodbyeIsHeardBehindTheRest() throws Exception {
        bodies.add(body(NUMBERS) + "\u001e4end\u001e1");
        EngineSocket unused = connect(EngineSocket.builder(server.uri()).transports(TransportType.POLLING));
        listenerMayGoOn.countDown();
        assertThat(all.get(20, TimeUnit.SECONDS)).isEqualTo(numbersAndEnd());
        assertThat(closed.get(20, TimeUnit.SECONDS).reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void closingDoesNotWaitForTheRest() throws Exception {
        bodies.add(body(NUMBERS));
        EngineSocket socket = connect(EngineSocket.builder(server.uri()).transports(TransportType.POLLING));
        await().atMost(LONG).until(bodies::isEmpty);
        var closing = socket.closeAsync();
        assertThat(closing.get(20, TimeUnit.SECONDS).reason()).isEqualTo(CloseReason.FORCED_CLOSE);
        listenerMayGoOn.countDown();
        assertThat(closed.get(20, TimeUnit.SECONDS).reason()).isEqualTo(CloseReason.FORCED_CLOSE);
        assertThat(received)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(BOUND + 1)
                .isEqualTo(NUMBERS.subList(0, received.size()));
    }
}
