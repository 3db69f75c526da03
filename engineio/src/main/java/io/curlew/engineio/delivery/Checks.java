package io.curlew.engineio.delivery;

import java.time.Duration;
import java.util.Objects;

/** What a setter refuses at once. No message repeats a value, which may be a secret. Not API. */
public final class Checks {
    /** The longest ping interval that a server may name; in milliseconds it is still an int. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private Checks() {}

    /** Returns a duration that is longer than zero. */
    public static Duration positive(Duration duration, String what) {
        if (Objects.requireNonNull(duration, what).isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("The " + what + " must be longer than zero");
        }
        return duration;
    }

    /** Returns a duration that is positive, and short enough for something that a connection waits for. */
    public static Duration timeout(Duration duration, String what) {
        if (positive(duration, what).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The " + what + " must be at most 24 hours");
        }
        return duration;
    }

    /** Returns the nanoseconds of a duration that is positive; of one that is longer than 292 years, those of 292. */
    public static long nanos(Duration duration, String what) {
        Duration checked = positive(duration, what);
        return checked.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? checked.toNanos() : Long.MAX_VALUE;
    }

    /** Returns a number that is at least 1. */
    public static int atLeastOne(int number, String what) {
        return (int) atLeastOne((long) number, what);
    }

    /** Returns a number that is at least 1. */
    public static long atLeastOne(long number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException("The " + what + " must be at least 1");
        }
        return number;
    }
}
