package io.curlew.socketio.session;

import java.util.random.RandomGenerator;

/**
 * Counts attempts. The limit counts attempts that failed in a row; the pace counts all attempts since a connection
 * lasted, so that a server which accepts and drops is not asked faster than one that refuses.
 */
final class Reconnection {
    private final ReconnectDelay delay;
    private final int limit;
    private final RandomGenerator random;
    private int failed;
    private int pace;

    Reconnection(ReconnectDelay delay, int limit, RandomGenerator random) {
        this.delay = delay;
        this.limit = limit;
        this.random = random;
    }

    boolean isEnabled() {
        return limit > 0;
    }

    /** Returns whether another attempt may follow. */
    boolean mayRetry() {
        return failed < limit;
    }

    /** Returns the number of the attempt that comes next, or is being made. */
    int attempt() {
        return failed + 1;
    }

    /** Returns how long to wait before the next attempt. */
    long nextDelay() {
        pace = next(pace);
        return Math.max(0, delay.nanos(pace, random.nextDouble()));
    }

    void attemptFailed() {
        failed = next(failed);
    }

    void attemptSucceeded() {
        failed = 0;
    }

    void lasted() {
        pace = 0;
    }

    void reset() {
        failed = 0;
        pace = 0;
    }

    /** Counts on, but never up to the number that stands for no limit. */
    static int next(int count) {
        return count == Integer.MAX_VALUE - 1 ? count : count + 1;
    }
}
