package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.engineio.client.EventLoop;
import io.curlew.engineio.client.EventLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MailboxTest {
    private final EventLoops loops = EventLoops.create(1);
    private final EventLoop loop = loops.next();
    private final AtomicReference<Mailbox> itself = new AtomicReference<>();
    private final Mailbox mailbox = new Mailbox(loop, this::drain);

    MailboxTest() {
        itself.set(mailbox);
    }

    private void drain() {
        Mailbox own = Objects.requireNonNull(itself.get());
        boolean more = true;
        while (more) {
            more = own.runNext();
        }
    }

    /** One input; counts what became of it. */
    private static final class Counted implements Mailbox.Input {
        final AtomicInteger ends = new AtomicInteger();

        @Override
        public void run() {
            ends.incrementAndGet();
        }

        @Override
        public void refused() {
            ends.incrementAndGet();
        }
    }

    @Test
    void everybodyHearsThatTheLoopIsGone() {
        loops.close();
        Awaitility.await()
                .untilAsserted(() -> assertThatExceptionOfType(RejectedExecutionException.class)
                        .isThrownBy(() -> loop.execute(() -> {})));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> mailbox.add(new Counted()));
        }
    }

    @Test
    void whileTheLoopEndsEachInputIsRunOrRefusedOnce() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<CompletableFuture<List<Counted>>> senders = Stream.generate(
                        () -> CompletableFuture.supplyAsync(this::addUntilRefused, threads))
                .limit(4)
                .toList();
        loops.close();
        List<Counted> all =
                senders.stream().flatMap(sender -> sender.join().stream()).toList();
        threads.shutdown();
        Awaitility.await().untilAsserted(() -> assertThat(all).allMatch(input -> input.ends.get() == 1));
    }

    private List<Counted> addUntilRefused() {
        List<Counted> accepted = new ArrayList<>();
        try {
            while (true) {
                Counted input = new Counted();
                mailbox.add(input);
                accepted.add(input);
            }
        } catch (RejectedExecutionException loopIsGone) {
            return accepted;
        }
    }
}
