package io.curlew.engineio.loop;

import java.time.Duration;
import java.util.Optional;

/**
 * Bounds what was accepted and has not yet left the program: so many packets and so many bytes, whichever is reached
 * first. One unit always fits when nothing else waits. Each client keeps its own account of it: reserved by the thread
 * that sends, released when the bytes were written or dropped.
 *
 * <p>When it is used up, a send fails with {@link BufferFullException}, at once or after waiting ({@link #blocking}).
 */
public final class SendBudget {
    private final int maxPackets;
    private final long maxBytes;
    private final Optional<Duration> patience;

    private SendBudget(int maxPackets, long maxBytes, Optional<Duration> patience) {
        if (maxPackets < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("A send budget needs room for at least one packet and one byte");
        }
        this.maxPackets = maxPackets;
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    /**
     * Returns a budget that refuses at once what it has no room for.
     *
     * @param maxPackets how many messages or packets may wait, at least one
     * @param maxBytes how many bytes of their data may wait, at least one
     * @throws IllegalArgumentException when one of them is less
     */
    public static SendBudget failing(int maxPackets, long maxBytes) {
        return new SendBudget(maxPackets, maxBytes, Optional.empty());
    }

    /**
     * Returns a budget that lets the sending thread wait for room, at most so long, before it refuses. On an event loop
     * it refuses at once; see {@link #failing} for the numbers.
     */
    public static SendBudget blocking(int maxPackets, long maxBytes, Duration patience) {
        return new SendBudget(maxPackets, maxBytes, Optional.of(patience));
    }

    /** Returns how many packets may wait. */
    public int maxPackets() {
        return maxPackets;
    }

    /** Returns how many bytes may wait. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Returns how long a sending thread waits for room; empty when it does not. */
    public Optional<Duration> patience() {
        return patience;
    }
}
