package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.protocol.DurationText;
import java.time.Duration;

/**
 * How long to wait before an attempt to reconnect. The number of the attempt starts with 1, and starts again only after
 * a connection has lasted for a ping interval and at least 10 s.
 *
 * <p>Called on the event loop, so it must not block. If it throws an exception, that is reported, and the client's
 * default applies. A delay is at least one millisecond.
 */
@FunctionalInterface
public interface Backoff {

    /**
     * Returns the time to wait.
     *
     * @param attempt 1 for the first attempt after a loss or a failure
     * @param random a new random number for each call, uniformly distributed between 0 (inclusive) and 1 (exclusive)
     */
    Duration delay(int attempt, double random);

    /** Returns a policy that always waits the same time. */
    static Backoff fixed(Duration delay) {
        Duration checked = Checks.positive(delay, "delay");
        return (attempt, random) -> checked;
    }

    /**
     * Returns a policy that doubles the time with each attempt.
     *
     * @param base the time before the first attempt
     * @param max the longest time
     */
    static Backoff exponential(Duration base, Duration max) {
        long first = Checks.nanos(base, "base");
        long last = Checks.nanos(max, "max");
        if (first > last) {
            throw new IllegalArgumentException("The backoff's base of " + DurationText.of(base)
                    + " must not be longer than its maximum of " + DurationText.of(max));
        }
        return (attempt, random) -> {
            int doublings = Math.min(attempt - 1, Long.SIZE - 2);
            return Duration.ofNanos(first > last >> doublings ? last : first << doublings);
        };
    }

    /**
     * Returns this policy with random variation, also at its maximum, so that clients that lost their server at the
     * same moment do not return at the same moment. Each delay varies by plus or minus the given part of itself.
     *
     * @param part from 0 to 1
     */
    default Backoff jitter(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("The jitter must be from 0 to 1, not " + part);
        }
        return (attempt, random) -> {
            double nanos = delay(attempt, random).toNanos() * (1 - part + 2 * part * random);
            return Duration.ofNanos((long) nanos);
        };
    }
}
