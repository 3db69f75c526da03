package io.curlew.engineio.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what was accepted and has not yet left the program: so many packets and so many bytes, whichever is reached
 * first. One unit always fits when nothing else waits. Reserved by the thread that sends, released when the bytes were
 * written or dropped.
 *
 * <p>When it is used up, a send fails with {@link BufferFullException}, at once or after waiting ({@link #blocking}).
 */
public final class SendBudget {
    private final int maxPackets;
    private final long maxBytes;
    private final Optional<Duration> patience;
    private final AtomicInteger packets = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Object room = new Object();

    private SendBudget(int maxPackets, long maxBytes, Optional<Duration> patience) {
        if (maxPackets < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("A send budget needs room for at least one packet and one byte");
        }
        this.maxPackets = maxPackets;
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    /** Returns a budget that refuses at once what it has no room for. */
    public static SendBudget failing(int maxPackets, long maxBytes) {
        return new SendBudget(maxPackets, maxBytes, Optional.empty());
    }

    /** Returns a budget that lets the sending thread wait for room, at most so long, before it refuses. */
    public static SendBudget blocking(int maxPackets, long maxBytes, Duration patience) {
        return new SendBudget(maxPackets, maxBytes, Optional.of(patience));
    }

    /** Returns a budget of the same limits and policy of which nothing is used. */
    public SendBudget fresh() {
        return new SendBudget(maxPackets, maxBytes, patience);
    }

    /** Returns the number of bytes reserved. */
    public long reservedBytes() {
        return bytes.get();
    }

    /** Returns the number of packets reserved. */
    public int reservedPackets() {
        return packets.get();
    }

    /**
     * Reserves room.
     *
     * @param mayWait false on an event loop, which must not wait for what only it can release
     * @throws BufferFullException when there is no room, nor came in time; or when the thread is interrupted while it
     *     waits, its interrupt flag set
     */
    public void reserve(int count, long size, boolean mayWait) {
        if (tryReserve(count, size)) {
            return;
        }
        if (patience.isEmpty() || !mayWait || !awaitRoom(count, size, patience.get())) {
            throw full(count, size);
        }
    }

    /** Reserves room whether there is any or not: for what must be sent and is small. */
    public void reserveAnyway(int count, long size) {
        packets.addAndGet(count);
        bytes.addAndGet(size);
    }

    /** Gives room back. */
    public void release(int count, long size) {
        packets.addAndGet(-count);
        bytes.addAndGet(-size);
        if (waiting.get() > 0) {
            synchronized (room) {
                room.notifyAll();
            }
        }
    }

    private boolean tryReserve(int count, long size) {
        int packetsNow = packets.addAndGet(count);
        long bytesNow = bytes.addAndGet(size);
        boolean alone = packetsNow == count;
        if (alone || (packetsNow <= maxPackets && bytesNow <= maxBytes)) {
            return true;
        }
        packets.addAndGet(-count);
        bytes.addAndGet(-size);
        return false;
    }

    private boolean awaitRoom(int count, long size, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        waiting.incrementAndGet();
        try {
            synchronized (room) {
                while (!tryReserve(count, size)) {
                    long millisLeft = (end - System.nanoTime() + 999_999) / 1_000_000;
                    if (millisLeft <= 0) {
                        return false;
                    }
                    room.wait(millisLeft);
                }
                return true;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }

    private BufferFullException full(int count, long size) {
        return new BufferFullException("No room for " + count + " packets of " + size + " bytes: " + packets + " of "
                + maxPackets + " packets and " + bytes + " of " + maxBytes + " bytes wait to be sent");
    }
}
