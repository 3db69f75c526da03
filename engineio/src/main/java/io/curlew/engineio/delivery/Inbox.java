package io.curlew.engineio.delivery;

import io.curlew.engineio.loop.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where items wait for the threads that ask for them. Filled by the loop, which also says when no more will come. Safe
 * for use by many threads.
 *
 * <p>The loop takes the lock only when it has to: to wake a reader who sleeps, or when nobody reads. A reader announces
 * that it is about to sleep, and then looks once more; the loop adds, and then looks whether somebody sleeps. So at
 * least one of the two sees the other. Not API.
 */
public final class Inbox<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /** Held by a reader from its look at the items until it has one or sleeps. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Queue<Entry<T>> entries;
    private final Listeners<Inbox<T>> watchers = new Listeners<>();
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger sleepers = new AtomicInteger();
    private volatile boolean ended;

    /** @param onTaken see {@link Inbox#add} */
    record Entry<T>(T item, Runnable onTaken) {}

    /** Creates an empty inbox without a reader. */
    public Inbox() {
        this(new ConcurrentLinkedQueue<>());
    }

    /** @param entries where items wait; a test may have a hand in it */
    Inbox(Queue<Entry<T>> entries) {
        this.entries = entries;
    }

    /** Somebody is going to take items. */
    public void open() {
        readers.incrementAndGet();
    }

    /** One of those takes no more; without any of them nothing is kept. */
    public void leave() {
        if (readers.decrementAndGet() == 0) {
            locked(this::dropUnread);
        }
    }

    /**
     * Adds an item. For one thread at a time, the loop's.
     *
     * @param onTaken run when it is taken, one after the other in the order of the items; or here if nobody is there to
     *     take it
     */
    public void add(T item, Runnable onTaken) {
        entries.add(new Entry<>(item, onTaken));
        if (readers.get() == 0) {
            locked(this::dropUnread);
        } else if (sleepers.get() > 0) {
            locked(changed::signal);
        }
        tellWatchers();
    }

    /** Takes what has no reader. Holding the lock. */
    private void dropUnread() {
        boolean more = true;
        while (more && readers.get() == 0) {
            more = next().isPresent();
        }
    }

    /** Adds an observer of each item and of the end, which is called on the thread that brings them. */
    public Subscription watch(Runnable told) {
        return watchers.add(inbox -> told.run());
    }

    /** Returns the next item if there is one. */
    public Optional<T> poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** No more will come, unless {@link #reopen} takes that back. */
    public void end() {
        ended(true);
    }

    /** More may come again. */
    public void reopen() {
        ended(false);
    }

    /** Returns whether there is nothing left to take, and nothing to come. */
    public boolean isOver() {
        return ended && entries.isEmpty(); // in this order: what came before the end has been added by then
    }

    /** Waits for an item; empty when none came in time, or none will come. */
    public Optional<T> take(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (entries.isEmpty()) {
                awaitItem(TimeUnit.NANOSECONDS.convert(timeout));
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an item or the end. Holding the lock, but while it sleeps. */
    private void awaitItem(long nanos) throws InterruptedException {
        long left = nanos;
        sleepers.incrementAndGet();
        try {
            while (entries.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            sleepers.decrementAndGet();
        }
    }

    private Optional<T> next() {
        Entry<T> entry = entries.poll();
        if (entry == null) {
            return Optional.empty();
        }
        entry.onTaken().run();
        return Optional.of(entry.item());
    }

    private void ended(boolean now) {
        locked(() -> {
            ended = now;
            changed.signalAll();
        });
        tellWatchers();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private void tellWatchers() {
        watchers.call(this, Inbox::watcherFailed);
    }

    private static void watcherFailed(Throwable thrown) {
        Failures.log(LOG, "A watcher of an inbox failed", thrown);
    }
}
