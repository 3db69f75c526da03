package io.curlew.engineio.delivery;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.DurationText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Keeps account of what one client has accepted and not yet written, within the limits of its {@link SendBudget}. Safe
 * for use by many threads. Not API.
 */
public final class SendAccount {
    /** Dropping takes an event loop that is alive much less; one that is not will not be by then. */
    private static final Duration TIME_TO_DROP = Duration.ofSeconds(2);

    private final int maxPackets;
    private final long maxBytes;
    private final Optional<Duration> patience;
    private final AtomicReference<Used> account = new AtomicReference<>(new Used(0, 0));
    private final AtomicInteger waiting = new AtomicInteger();
    private final Lock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    /** What is reserved, always changed as a whole: an attempt that fails takes nothing, not even for a moment. */
    private record Used(int packets, long bytes) {
        Used plus(int count, long size) {
            return new Used(packets + count, bytes + size);
        }
    }

    /** Opens an account of which nothing is used. */
    public SendAccount(SendBudget limits) {
        this.maxPackets = limits.maxPackets();
        this.maxBytes = limits.maxBytes();
        this.patience = limits.patience();
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
            awaitRoom(() -> tryReserve(count, size), mayWait ? patience : Optional.empty(), count, size);
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
            Duration longest = patience.orElse(TIME_TO_DROP);
            awaitRoom(() -> tryOverdraw(count, size), mayWait ? Optional.of(longest) : Optional.empty(), count, size);
        }
    }

    /** Returns whether more is reserved than there is room for. */
    public boolean isOverdrawn() {
        Used now = used();
        return now.packets() > 1 && (now.packets() > maxPackets || now.bytes() > maxBytes);
    }

    /** Reserves room whether there is any or not: for what must be sent and is small. */
    public void reserveAnyway(int count, long size) {
        change(now -> true, count, size);
    }

    /** Gives room back. */
    public void release(int count, long size) {
        change(now -> true, -count, -size);
        if (waiting.get() > 0) {
            lock.lock();
            try {
                room.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean tryReserve(int count, long size) {
        return change(now -> fits(now, count, size), count, size);
    }

    private boolean tryOverdraw(int count, long size) {
        return change(now -> fits(now, count - maxPackets, size - maxBytes), count, size);
    }

    private boolean change(Predicate<Used> mayChange, int count, long size) {
        Used now = used();
        while (mayChange.test(now)) {
            if (account.compareAndSet(now, now.plus(count, size))) {
                return true;
            }
            now = used();
        }
        return false;
    }

    private Used used() {
        return Objects.requireNonNull(account.get());
    }

    private boolean fits(Used now, int count, long size) {
        return now.packets() == 0 || (now.packets() + (long) count <= maxPackets && now.bytes() + size <= maxBytes);
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
        waiting.incrementAndGet();
        lock.lock();
        try {
            while (!attempt.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = room.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
    }

    private static String waited(Duration longest) {
        return Thread.currentThread().isInterrupted()
                ? " before the thread was interrupted"
                : " within " + DurationText.of(longest);
    }

    private BufferFullException full(int count, long size, String when) {
        Used now = used();
        return new BufferFullException(
                "No room for " + count + " packets of " + size + " bytes" + when + ": " + now.packets() + " of "
                        + maxPackets + " packets and " + now.bytes() + " of " + maxBytes + " bytes wait to be sent");
    }
}
