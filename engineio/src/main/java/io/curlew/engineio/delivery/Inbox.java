package io.curlew.engineio.delivery;

import io.curlew.engineio.loop.Subscription;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where items wait for the threads that ask for them. Filled by the loop, which also says when no more will come. Safe
 * for use by many threads. Not API.
 */
public final class Inbox<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Entry<T>> entries = new ArrayDeque<>();
    private final Listeners<Inbox<T>> watchers = new Listeners<>();
    private boolean ended;
    private int readers;

    private record Entry<T>(T item, Runnable onTaken) {}

    /** Makes an empty one that nobody reads. */
    public Inbox() {}

    /** Somebody is going to take items. */
    public void open() {
        lock.lock();
        try {
            readers++;
        } finally {
            lock.unlock();
        }
    }

    /** One of those takes no more; without any of them nothing is kept. */
    public void leave() {
        lock.lock();
        try {
            readers--;
            if (readers == 0) {
                entries.forEach(unwanted -> unwanted.onTaken().run());
                entries.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds an item.
     *
     * @param onTaken run when it is taken, one after the other in the order of the items; or here if nobody is there to
     *     take it
     */
    public void add(T item, Runnable onTaken) {
        lock.lock();
        try {
            if (readers > 0) {
                entries.add(new Entry<>(item, onTaken));
                changed.signal();
            } else {
                onTaken.run();
            }
        } finally {
            lock.unlock();
        }
        tellWatchers();
    }

    /** Adds somebody who is told of each item and of the end, on the thread that brings them. */
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
        lock.lock();
        try {
            return ended && entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an item; empty when none came in time, or none will come. */
    public Optional<T> take(Duration timeout) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(timeout);
        lock.lockInterruptibly();
        try {
            while (entries.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return next();
        } finally {
            lock.unlock();
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
        lock.lock();
        try {
            ended = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        tellWatchers();
    }

    private void tellWatchers() {
        watchers.call(this, Inbox::watcherFailed);
    }

    private static void watcherFailed(Throwable thrown) {
        Failures.log(LOG, "A watcher of an inbox failed", thrown);
    }
}
