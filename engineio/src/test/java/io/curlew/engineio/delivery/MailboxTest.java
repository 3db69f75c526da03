package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
@Timeout(30)
class MailboxTest {
    private final EventLoops loops = EventLoops.create(1);
    private final EventLoop loop = loops.next();
    /** As the send budget does, this keeps senders from running away from the loop. */
    private final Semaphore room = new Semaphore(10_000);

    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicReference<Mailbox> itself = new AtomicReference<>();
    private final Mailbox mailbox = new Mailbox(loop, this::drain);

    MailboxTest() {
        itself.set(mailbox);
    }

    @AfterEach
    void endLoops() {
        loops.close();
    }

    /** As the driver does it: a call from inside only adds, and there is an end to each turn. */
    private void drain() {
        if (draining.compareAndSet(false, true)) {
            Mailbox own = Objects.requireNonNull(itself.get());
            int inputs = 0;
            while (inputs < 1000 && own.runNext()) {
                inputs++;
            }
            draining.set(false);
            own.leaveRest();
        }
    }

    /** One input; counts what became of it. */
    private final class Counted implements Mailbox.Input {
        final AtomicInteger ends = new AtomicInteger();

        @Override
        public void run() {
            end();
        }

        @Override
        public void refused() {
            end();
        }

        private void end() {
            ends.incrementAndGet();
            room.release();
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

    @Test
    void otherWorkOfTheLoopGetsItsTurnHoweverFastInputsCome() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        // Never empty: each input adds the next.
        mailbox.add(new Mailbox.Input() {
            @Override
            public void run() {
                if (!enough.get()) {
                    mailbox.add(this);
                }
            }
        });
        CompletableFuture<Void> turn = new CompletableFuture<>();
        loop.schedule(() -> turn.complete(null), Duration.ofMillis(1));
        turn.get(30, TimeUnit.SECONDS);
        enough.set(true);
    }

    @Test
    void allThatIsThereRunsAndWhatComesMeanwhileWaitsForItsTurn() {
        List<String> ran = new CopyOnWriteArrayList<>();
        AtomicReference<Mailbox> own = new AtomicReference<>();
        Mailbox asking =
                new Mailbox(loop, () -> Objects.requireNonNull(own.get()).runAll());
        own.set(asking);
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<List<String>> afterOneTurn = new CompletableFuture<>();
        loop.execute(held::join);
        asking.add(() -> {
            ran.add("first");
            CompletableFuture.runAsync(() -> asking.add(() -> ran.add("third"))).join();
            loop.execute(() -> afterOneTurn.complete(List.copyOf(ran)));
        });
        asking.add(() -> ran.add("second"));
        held.complete(null);
        assertThat(Wait.forResult(afterOneTurn)).startsWith("first", "second");
        Wait.until(() -> assertThat(ran).containsExactly("first", "second", "third"));
    }

    private List<Counted> addUntilRefused() {
        List<Counted> accepted = new ArrayList<>();
        try {
            while (true) {
                room.acquireUninterruptibly();
                Counted input = new Counted();
                mailbox.add(input);
                accepted.add(input);
            }
        } catch (RejectedExecutionException loopIsGone) {
            return accepted;
        }
    }

    @Test
    @Tag("N36")
    void aLoopThatCouldNotBeWokenOnceIsWokenForTheNext() {
        WithoutMemory once = new WithoutMemory(loop);
        Mailbox own = new Mailbox(once, () -> {});
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> own.add(() -> {}));
        assertThat(own.runNext()).isFalse();
        own.add(() -> {});
        assertThat(once.wakeUps).hasValue(2);
    }

    /** Has no memory for the first task. */
    private static final class WithoutMemory implements EventLoop {
        private final EventLoop loop;
        private final AtomicInteger wakeUps = new AtomicInteger();

        WithoutMemory(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void execute(Runnable task) {
            if (wakeUps.incrementAndGet() == 1) {
                throw new OutOfMemoryError("on purpose");
            }
            loop.execute(task);
        }

        @Override
        public Subscription schedule(Runnable task, Duration delay) {
            return loop.schedule(task, delay);
        }

        @Override
        public boolean isCurrentThread() {
            return loop.isCurrentThread();
        }
    }
}
