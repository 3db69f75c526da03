package io.curlew.engineio.protocol;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Writes durations in messages as people do: {@code 300 ms}, {@code 1.5 s}, {@code 5 min}, {@code 24 h}. */
public final class DurationText {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    /** Up to so many of a unit, the next larger one is not easier to read. */
    private static final int FEW = 2;

    private DurationText() {}

    /** Returns the duration in the unit that suits it, with at most three decimals. */
    public static String of(Duration duration) {
        BigDecimal nanos = BigDecimal.valueOf(duration.getSeconds(), -9).add(BigDecimal.valueOf(duration.getNano()));
        BigDecimal size = nanos.abs();
        if (isLess(size, SECOND)) {
            return text(nanos, MILLISECOND, "ms");
        } else if (isLess(size, FEW * MINUTE)) {
            return text(nanos, SECOND, "s");
        }
        return isLess(size, FEW * HOUR) ? text(nanos, MINUTE, "min") : text(nanos, HOUR, "h");
    }

    private static boolean isLess(BigDecimal nanos, long than) {
        return nanos.compareTo(BigDecimal.valueOf(than)) < 0;
    }

    private static String text(BigDecimal nanos, long unit, String name) {
        BigDecimal rounded = nanos.divide(BigDecimal.valueOf(unit), 3, RoundingMode.HALF_UP);
        return rounded.stripTrailingZeros().toPlainString() + ' ' + name;
    }
}
