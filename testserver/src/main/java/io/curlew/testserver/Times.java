package io.curlew.testserver;

import java.time.Duration;

/**
 * Times that a program gives, as nanoseconds. What is longer than 100 years takes 100 years: a program that says more
 * means that it should never end, and the sum of a clock's time and more than 292 years is no number of nanoseconds.
 */
final class Times {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Times() {}

    static Duration limited(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    /** Returns the time in nanoseconds; 0 for a negative one, which is over before it begins. */
    static long nanos(Duration time) {
        return time.isNegative() ? 0 : limited(time).toNanos();
    }
}
