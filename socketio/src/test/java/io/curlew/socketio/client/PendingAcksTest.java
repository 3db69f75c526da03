package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.loop.SendBudget;
import io.curlew.socketio.protocol.Args;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A hundred thousand answers that are waited for at once. */
@Tag("F22")
@Isolated("it counts the threads of the JVM")
class PendingAcksTest {
    private static final int PENDING = 100_000;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeServer server = new FakeServer();
    private final SocketIoClient client = FakeServer.client()
            .sendBudget(SendBudget.blocking(PENDING, 100_000_000, LONG))
            .build(server);
    private final AtomicIntegerArray ends = new AtomicIntegerArray(PENDING);
    private final AtomicInteger ended = new AtomicInteger();
    private final Map<AckException.Reason, AtomicInteger> reasons = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void timeOutOnceEachAndAddNoThread() {
        Socket socket = connected();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Duration timeout = longerThanSendingTakes(socket);
        List<CompletableFuture<Args>> pending = IntStream.range(0, PENDING)
                .mapToObj(i -> noted(i, socket.emitWithAck(EmitOptions.timeout(timeout), "never", i)))
                .toList();
        roundTrip(socket);
        List<String> added = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .toList();
        assertThat(pending.get(PENDING - 1)).isNotDone();
        // What runs callbacks comes and goes, more of it on a busy machine, but not with what is pending.
        assertThat(added).allMatch(name -> name.startsWith("curlew-callback")).hasSizeLessThan(PENDING / 1000);

        awaitEachEndedOnce();
        assertThat(reasons.get(AckException.Reason.TIMEOUT)).hasValue(PENDING);
        assertThat(client.bufferedPackets()).isZero();
        roundTrip(socket);
    }

    /** A busy machine takes longer: twice what a tenth of them suggests, and two seconds. */
    private Duration longerThanSendingTakes(Socket socket) {
        long begin = System.nanoTime();
        IntStream.range(0, PENDING / 10).forEach(i -> socket.emit("before", i));
        roundTrip(socket);
        return Duration.ofNanos(20 * (System.nanoTime() - begin)).plusSeconds(2);
    }

    @Test
    void endOnceEachThoughHalfAreAnsweredAndThenTheConnectionIsLost() {
        Socket socket = connected();
        List<CompletableFuture<Args>> answered = new ArrayList<>();
        for (int i = 0; i < PENDING; i++) {
            EmitOptions options = EmitOptions.timeout(LONG);
            if (i % 2 == 0) {
                answered.add(noted(i, socket.emitWithAck(options, "sum", i, 1)));
            } else {
                var unused = noted(i, socket.emitWithAck(options, "never", i));
            }
        }
        await().atMost(LONG).until(() -> answered.stream().allMatch(CompletableFuture::isDone));
        server.drop();

        awaitEachEndedOnce();
        assertThat(reasons).containsOnlyKeys(AckException.Reason.DISCONNECTED);
        assertThat(reasons.get(AckException.Reason.DISCONNECTED)).hasValue(PENDING / 2);
        for (int i = 0; i < PENDING / 2; i++) {
            assertThat(answered.get(i).join().get(0, int.class)).isEqualTo(2 * i + 1);
        }
    }

    private Socket connected() {
        return client.socket("/").connect().join();
    }

    private static void roundTrip(Socket socket) {
        assertThat(socket.emitWithAck("sum", 1, 2).join().get(0, int.class)).isEqualTo(3);
    }

    private CompletableFuture<Args> noted(int number, CompletableFuture<Args> answer) {
        var unused = answer.whenComplete((args, why) -> end(number, why));
        return answer;
    }

    private void end(int number, @Nullable Throwable why) {
        ends.incrementAndGet(number);
        if (why instanceof AckException failure) {
            reasons.computeIfAbsent(failure.reason(), absent -> new AtomicInteger())
                    .incrementAndGet();
        }
        ended.incrementAndGet();
    }

    private void awaitEachEndedOnce() {
        await().atMost(LONG).until(() -> ended.get() >= PENDING);
        assertThat(IntStream.range(0, PENDING).filter(number -> ends.get(number) != 1))
                .as("those that did not end exactly once")
                .isEmpty();
    }
}
