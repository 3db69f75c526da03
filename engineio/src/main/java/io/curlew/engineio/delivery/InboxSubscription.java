package io.curlew.engineio.delivery;

import io.curlew.engineio.loop.Subscription;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What a subscriber has asked for and not got yet. All but {@link #request} and {@link #cancel} runs in the lane. */
final class InboxSubscription<T> implements Flow.Subscription {
    private final Flow.Subscriber<? super T> subscriber;
    private final Inbox<T> inbox;
    private final Lane lane;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Whether the lane is to look already: however many items come meanwhile, it is once that it has to. */
    private final AtomicBoolean woken = new AtomicBoolean();

    private volatile Subscription watch = () -> {};

    InboxSubscription(Flow.Subscriber<? super T> subscriber, Inbox<T> inbox, Executor executor) {
        this.subscriber = subscriber;
        this.inbox = inbox;
        this.lane = new Lane(executor);
    }

    void start() {
        run(() -> subscriber.onSubscribe(this));
        watch = inbox.watch(this::wake);
        if (ended.get()) {
            watch.remove(); // who cancels meanwhile can't know of it
        }
        wake();
    }

    void refuse(RuntimeException why) {
        run(() -> subscriber.onSubscribe(this));
        run(() -> fail(why));
    }

    @Override
    public void request(long count) {
        if (ended.get()) {
            return;
        }
        if (count < 1) {
            run(() -> fail(new IllegalArgumentException("A subscriber must request at least one item")));
            return;
        }
        long unused = wanted.accumulateAndGet(count, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
        wake();
    }

    @Override
    public void cancel() {
        boolean unused = leave();
    }

    /** Ends it; returns whether it was not over before. */
    private boolean leave() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            watch.remove();
            inbox.leave();
        }
        return first;
    }

    private void wake() {
        if (!ended.get() && woken.compareAndSet(false, true)) {
            run(this::publish);
        }
    }

    private void run(Runnable task) {
        lane.add(task);
        lane.flush();
    }

    private void publish() {
        // First the flag: what comes from now on wakes the lane again.
        woken.set(false);
        for (Optional<T> next = next(); next.isPresent(); next = next()) {
            give(next.get());
        }
        if (inbox.isOver() && leave()) {
            subscriber.onComplete();
        }
    }

    private Optional<T> next() {
        if (ended.get() || wanted.get() == 0) {
            return Optional.empty();
        }
        Optional<T> next = inbox.poll();
        next.ifPresent(item -> wanted.decrementAndGet());
        return next;
    }

    /** A subscriber that throws has cancelled (Reactive Streams, rule 2.13); the lane reports what it threw. */
    private void give(T item) {
        try {
            subscriber.onNext(item);
        } catch (Throwable thrown) {
            cancel();
            throw thrown;
        }
    }

    private void fail(RuntimeException why) {
        if (leave()) {
            subscriber.onError(why);
        }
    }
}
