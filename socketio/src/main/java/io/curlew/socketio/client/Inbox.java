package io.curlew.socketio.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where events wait for the threads that ask for them. Filled by the loop, which also says when no more will come. */
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Entry> entries = new ArrayDeque<>();
    private boolean ended;
    private int readers;
    private volatile Runnable onChange = () -> {};

    private record Entry(Event event, Runnable onTaken) {}

    /** Somebody is going to take events. */
    void open() {
        lock.lock();
        try {
            readers++;
        } finally {
            lock.unlock();
        }
    }

    /** One of those takes no more; without any of them nothing is kept. */
    void leave() {
        lock.lock();
        try {
            readers--;
            discardUnwanted();
        } finally {
            lock.unlock();
        }
    }

    void add(Event event, Runnable onTaken) {
        lock.lock();
        try {
            entries.add(new Entry(event, onTaken));
            discardUnwanted();
            changed.signal();
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    /** Sets who is told, on the loop, of each event and of the end. */
    void onChange(Runnable told) {
        onChange = told;
    }

    /** Returns the next event if there is one. */
    Optional<Event> poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** No more will come, unless {@link #reopen} takes that back. */
    void end() {
        ended(true);
    }

    void reopen() {
        ended(false);
    }

    /** Returns whether there is nothing left to take, and nothing to come. */
    boolean isOver() {
        lock.lock();
        try {
            return ended && entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an event; empty when none came in time, or none will come. */
    Optional<Event> take(Duration timeout) throws InterruptedException {
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

    /** Waits for an event; empty when none will come. */
    Optional<Event> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (entries.isEmpty() && !ended) {
                changed.await();
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    private void discardUnwanted() {
        if (readers == 0) {
            entries.forEach(unwanted -> unwanted.onTaken().run());
            entries.clear();
        }
    }

    private Optional<Event> next() {
        Entry entry = entries.poll();
        if (entry == null) {
            return Optional.empty();
        }
        entry.onTaken().run();
        return Optional.of(entry.event());
    }

    private void ended(boolean now) {
        lock.lock();
        try {
            ended = now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onChange.run();
    }
}
