package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Scale;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.fault.Cut;
import io.curlew.testserver.fault.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads emit with retries over a connection that is lost again and again. */
@Tag("F21")
@Tag("F22")
@Timeout(value = 20, unit = TimeUnit.MINUTES) // a busy machine takes longer than the usual minute
class AtLeastOnceIT {
    private static final int THREADS = 32;
    /** One event of each is in flight at a time. */
    private static final List<String> NAMESPACES = List.of("/", "/a", "/b", "/c");

    private static final int EVENTS = Scale.tenth(10_000);
    private static final int BETWEEN_CUTS = 2_000;
    private static final Duration LONG = Duration.ofMinutes(1);

    /** What reached the server: of each thread its numbers, without what came a second time. */
    private final List<List<Integer>> arrived = IntStream.range(0, THREADS)
            .<List<Integer>>mapToObj(thread -> new ArrayList<>())
            .toList();

    private final Set<String> keys = new HashSet<>();
    private int doubles;

    @Test
    void nothingIsMissingAndEachThreadsOrderIsKept() throws Exception {
        try (TestServer server = server();
                FaultProxy proxy = FaultProxy.to(server.uri()).start();
                SocketIoClient client = client(proxy)) {
            List<Socket> sockets = NAMESPACES.stream()
                    .map(namespace -> client.socket(namespace).connect().join())
                    .toList();
            Semaphore answers = new Semaphore(0);
            AtomicInteger failures = new AtomicInteger();
            AtomicInteger losses = new AtomicInteger();
            sockets.get(0).onDisconnect(gone -> losses.incrementAndGet());
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> emitting = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    int number = thread;
                    Socket socket = sockets.get(thread % sockets.size());
                    emitting.add(threads.submit(() -> emitAll(socket, number, answers, failures)));
                }
                cutNowAndThen(proxy, answers);
                for (Future<?> one : emitting) {
                    one.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(failures).hasValue(0);
            assertThat(losses.get()).as("connections lost").isPositive();
            assertThat(sockets)
                    .allSatisfy(socket -> assertThat(socket.bufferedEvents()).isZero());
        }
        List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
        assertThat(arrived).allSatisfy(numbers -> assertThat(numbers).isEqualTo(all));
        assertThat(doubles).as("events that came again").isLessThan(THREADS * EVENTS / 100);
    }

    private TestServer server() {
        TestServer server = TestServer.builder().build();
        for (String namespace : NAMESPACES) {
            server.namespace(namespace).onConnection(socket -> socket.on("n", this::received));
        }
        server.start();
        return server;
    }

    private synchronized void received(ServerEvent event) {
        if (keys.add(event.args().get(2, String.class))) {
            arrived.get(event.args().get(0, int.class)).add(event.args().get(1, int.class));
        } else {
            doubles++;
        }
        event.ack();
    }

    private static SocketIoClient client(FaultProxy proxy) {
        return SocketIoClient.builder(proxy.uri())
                .transports(TransportType.WEBSOCKET)
                .reconnection(Backoff.fixed(Duration.ofMillis(5)))
                .sendBudget(SendBudget.blocking(1_000, 1_000_000, LONG))
                .build();
    }

    private static void emitAll(Socket socket, int thread, Semaphore answers, AtomicInteger failures) {
        EmitOptions options = EmitOptions.retries(1000).withIdempotencyKey();
        for (int i = 0; i < EVENTS; i++) {
            var unused = socket.emitWithAck(options, "n", thread, i).whenComplete((answer, why) -> {
                if (why != null) {
                    failures.incrementAndGet();
                }
                answers.release();
            });
        }
    }

    /** After so many answers, and some more: at no particular moment. */
    private static void cutNowAndThen(FaultProxy proxy, Semaphore answers) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(1);
        List<Cut> cuts = List.of(Cut.FIN, Cut.RST);
        int left = THREADS * EVENTS;
        while (left > BETWEEN_CUTS) {
            int next = BETWEEN_CUTS / 2 + random.nextInt(BETWEEN_CUTS / 2);
            assertThat(answers.tryAcquire(next, LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            left -= next;
            proxy.cut(cuts.get(random.nextInt(cuts.size())));
        }
        assertThat(answers.tryAcquire(left, LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
