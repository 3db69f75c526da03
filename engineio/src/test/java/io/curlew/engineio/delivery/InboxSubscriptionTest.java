package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("N11")
class InboxSubscriptionTest {
    private final Inbox<Integer> inbox = new Inbox<>();

    @Test
    void whoAsksAfterTheExecutorHasEndedIsServedByOneThread() throws Exception {
        Executor ended = task -> {
            throw new RejectedExecutionException("on purpose");
        };
        Seen seen = subscribe(ended);
        Flow.Subscription subscription = Wait.forResult(seen.subscription);
        for (int i = 0; i < 200; i++) {
            inbox.add(i, () -> {});
        }
        inbox.end();
        for (int i = 0; i < 200; i++) {
            subscription.request(1);
            assertThat(seen.items.poll(30, TimeUnit.SECONDS)).isEqualTo(i);
        }
        Wait.forResult(seen.completed);
        assertThat(seen.threads).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void whoHasCancelledCostsNothingAndIsForgotten() {
        AtomicInteger handOvers = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        WeakReference<Object> gone = cancelled(task -> {
            handOvers.incrementAndGet();
            task.run();
        });
        int before = handOvers.get();
        for (int i = 0; i < 100; i++) {
            inbox.add(i, taken::incrementAndGet);
        }
        assertThat(handOvers).hasValue(before);
        assertThat(taken).hasValue(100);
        Wait.until(() -> {
            System.gc();
            assertThat(gone.get()).isNull();
        });
    }

    private WeakReference<Object> cancelled(Executor executor) {
        Seen seen = subscribe(executor);
        Wait.forResult(seen.subscription).cancel();
        return new WeakReference<>(seen);
    }

    private Seen subscribe(Executor executor) {
        Seen seen = new Seen();
        inbox.open();
        new InboxPublisher<>(inbox, executor).subscribe(seen);
        return seen;
    }

    private static final class Seen implements Flow.Subscriber<Integer> {
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        final CompletableFuture<Boolean> completed = new CompletableFuture<>();
        final BlockingQueue<Integer> items = new LinkedBlockingQueue<>();
        final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            threads.add(Thread.currentThread());
            subscription.complete(given);
        }

        @Override
        public void onNext(Integer item) {
            threads.add(Thread.currentThread());
            items.add(item);
        }

        @Override
        public void onError(Throwable why) {
            completed.completeExceptionally(why);
        }

        @Override
        public void onComplete() {
            completed.complete(true);
        }
    }
}
