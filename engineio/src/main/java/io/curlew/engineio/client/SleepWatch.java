package io.curlew.engineio.client;

import java.util.function.LongSupplier;

/**
 * Notices that the machine has slept: the wall clock went on meanwhile, the monotonic clock did not. A wall clock that
 * was set forward looks the same, so nothing may depend on this but a little patience. Confined to the loop.
 */
final class SleepWatch {
    /** More than clocks drift apart, or are slewed, between two looks; less than any sleep. */
    private static final long MIN_SLEEP_MILLIS = 1000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier wallMillis;
    private final LongSupplier monotonicNanos;
    private long ahead;

    SleepWatch() {
        this(System::currentTimeMillis, System::nanoTime);
    }

    SleepWatch(LongSupplier wallMillis, LongSupplier monotonicNanos) {
        this.wallMillis = wallMillis;
        this.monotonicNanos = monotonicNanos;
        this.ahead = lookAhead();
    }

    /** Returns whether the machine has slept since the last call. */
    boolean hasSlept() {
        long now = lookAhead();
        boolean slept = now - ahead > MIN_SLEEP_MILLIS;
        ahead = now;
        return slept;
    }

    /** Returns by how much the wall clock is ahead of the other, from whatever start. */
    private long lookAhead() {
        return wallMillis.getAsLong() - monotonicNanos.getAsLong() / NANOS_PER_MILLI;
    }
}
