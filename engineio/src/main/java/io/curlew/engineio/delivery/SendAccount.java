package io.curlew.engineio.delivery;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.DurationText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps account of what one client has accepted and not yet written, within the limits of its {@link SendBudget}. Safe
 * for use by many threads. Not API.
 */
public final class SendAccount {
    /** Dropping takes an event loop that is alive much less; one that is not will not be by then. */
    private static final Duration TIME_TO_DROP = Duration.ofSeconds(2);

    // Not an object for each: every client has an account.
    private static final AtomicReferenceFieldUpdater<SendAccount, Used> USED =
            AtomicReferenceFieldUpdater.newUpdater(SendAccount.class, Used.class, "used");

    private final SendBudget limits;
    private volatile Used used = new Used(0, 0);
    private volatile @Nullable Waiters waiters; // null as long as nobody has ever waited

    /** The threads that wait for room. */
    private static final class Waiters {
        final Lock lock = new ReentrantLock();
        final Condition room = lock.newCondition();
        final AtomicInteger count = new AtomicInteger();

        void wake() {
            if (count.get() > 0) {
                lock.lock();
                try {
                    room.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /** What is reserved, always changed as a whole: an attempt that fails takes nothing, not even for a moment. */
    private record Used(int packets, long bytes) {
        Used plus(int count, long size) {
            return new Used(packets + count, bytes + size);
        }
    }

    /** Opens an account of which nothing is used. */
    public SendAccount(SendBudget limits) {
        this.limits = limits;
    }

    /** Returns the number of bytes reserved. */
    public long reservedBytes() {
        return used().bytes();
    }

    /** Returns the number of packets reserved. */
    public int reservedPackets() {
        return used().packets();
    }

    /**
     * Reserves room.
     *
     * @param mayWait false on an event loop, which must not wait for what only it can release
     * @throws BufferFullException when there is no room, nor came in time; or when the thread is interrupted while it
     *     waits, its interrupt flag set
     */
    public void reserve(int count, long size, boolean mayWait) {
        if (!tryReserve(count, size)) {
            awaitRoom(() -> tryReserve(count, size), mayWait ? limits.patience() : Optional.empty(), count, size);
        }
    }

    /**
     * Reserves room even if there is none, for someone who then makes room by dropping something else. So much may be
     * overdrawn as there is room in all; with a blocking budget, {@link #reserve} says how that is waited for.
     *
     * @throws BufferFullException when twice the room is used up
     */
    public void overdraw(int count, long size, boolean mayWait) {
        if (!tryOverdraw(count, size)) {
            Duration longest = limits.patience().orElse(TIME_TO_DROP);
            awaitRoom(() -> tryOverdraw(count, size), mayWait ? Optional.of(longest) : Optional.empty(), count, size);
        }
    }

    /** Returns whether more is reserved than there is room for. */
    public boolean isOverdrawn() {
        Used now = used();
        return now.packets() > 1 && (now.packets() > limits.maxPackets() || now.bytes() > limits.maxBytes());
    }

    /** Reserves room whether there is any or not: for what must be sent and is small. */
    public void reserveAnyway(int count, long size) {
        change(now -> true, count, size);
    }

    /** Gives room back. */
    public void release(int count, long size) {
        change(now -> true, -count, -size);
        Waiters toWake = waiters;
        if (toWake != null) {
            toWake.wake();
        }
    }

    private boolean tryReserve(int count, long size) {
        return change(now -> fits(now, count, size), count, size);
    }

    private boolean tryOverdraw(int count, long size) {
        return change(now -> fits(now, count - limits.maxPackets(), size - limits.maxBytes()), count, size);
    }

    private boolean change(Predicate<Used> mayChange, int count, long size) {
        Used now = used();
        while (mayChange.test(now)) {
            if (USED.compareAndSet(this, now, now.plus(count, size))) {
                return true;
            }
            now = used();
        }
        return false;
    }

    private Used used() {
        return used;
    }

    private boolean fits(Used now, int count, long size) {
        return now.packets() == 0
                || (now.packets() + (long) count <= limits.maxPackets() && now.bytes() + size <= limits.maxBytes());
    }

    private void awaitRoom(BooleanSupplier attempt, Optional<Duration> atMost, int count, long size) {
        if (atMost.isEmpty()) {
            throw full(count, size, "");
        }
        if (!await(attempt, atMost.get())) {
            throw full(count, size, waited(atMost.get()));
        }
    }

    private boolean await(BooleanSupplier attempt, Duration atMost) {
        long left = TimeUnit.NANOSECONDS.convert(atMost);
        Waiters all = waiters();
        all.count.incrementAndGet();
        all.lock.lock();
        try {
            while (!attempt.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = all.room.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            all.lock.unlock();
            all.count.decrementAndGet();
        }
    }

    private synchronized Waiters waiters() {
        Waiters all = waiters;
        if (all == null) {
            all = new Waiters();
            waiters = all;
        }
        return all;
    }

    private static String waited(Duration longest) {
        return Thread.currentThread().isInterrupted()
                ? " before the thread was interrupted"
                : " within " + DurationText.of(longest);
    }

    private BufferFullException full(int count, long size, String when) {
        Used now = used();
        return new BufferFullException("No room for " + count + " packets of " + size + " bytes" + when + ": "
                + now.packets() + " of " + limits.maxPackets() + " packets and " + now.bytes() + " of "
                + limits.maxBytes() + " bytes are waiting to be sent (the send budget)");
    }
}
