package io.curlew.socketio.client;

import java.time.Duration;

/** What a setter refuses at once. No message repeats a value, which may be a secret. */
final class Checks {
    private Checks() {}

    static Duration positive(Duration duration, String what) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("The " + what + " must be longer than nothing");
        }
        return duration;
    }

    /** Returns the nanoseconds of a duration that is positive; of one that is longer than 292 years, those of 292. */
    static long nanos(Duration duration, String what) {
        Duration checked = positive(duration, what);
        return checked.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? checked.toNanos() : Long.MAX_VALUE;
    }

    static int atLeastOne(int number, String what) {
        return (int) atLeastOne((long) number, what);
    }

    static long atLeastOne(long number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException("The " + what + " must be at least 1");
        }
        return number;
    }
}
