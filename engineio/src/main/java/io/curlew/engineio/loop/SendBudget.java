package io.curlew.engineio.loop;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits what was accepted and has not left the program, in packets and in bytes, whichever limit is reached first. One
 * unit always fits when nothing else is waiting. Each client has its own account: the sending thread reserves room, and
 * the room is released when the bytes were written or dropped.
 *
 * <p>When the budget is used up, sending fails with {@link BufferFullException}, at once or after waiting
 * ({@link #blocking}).
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
     * Returns a budget that rejects at once what does not fit.
     *
     * @param maxPackets how many messages or packets may wait, at least one
     * @param maxBytes how many bytes of their data may wait, at least one
     * @throws IllegalArgumentException if either number is less than one
     */
    public static SendBudget failing(int maxPackets, long maxBytes) {
        return new SendBudget(maxPackets, maxBytes, Optional.empty());
    }

    /**
     * Returns a budget that lets the sending thread wait for room for at most the given time before it rejects. On an
     * event loop it rejects at once. See {@link #failing} for the numbers.
     */
    public static SendBudget blocking(int maxPackets, long maxBytes, Duration patience) {
        return new SendBudget(maxPackets, maxBytes, Optional.of(patience));
    }

    /** Returns the number of packets that may wait. */
    public int maxPackets() {
        return maxPackets;
    }

    /** Returns the number of bytes that may wait. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Returns how long a sending thread waits for room; empty if it does not wait. */
    public Optional<Duration> patience() {
        return patience;
    }

    @Override
    public String toString() {
        return "SendBudget[" + maxPackets + " packets, " + maxBytes + " bytes"
                + patience.map(time -> ", waiting " + time.toMillis() + " ms").orElse("") + "]";
    }
}
