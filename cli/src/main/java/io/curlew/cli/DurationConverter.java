package io.curlew.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 300ms}, {@code 2s}, {@code 0.5s}, {@code 5m} or {@code 1h}; a number alone means seconds. */
final class DurationConverter {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|)");
    /** Nine digits of seconds, 31 years: enough, and no sum of such times overflows. */
    private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

    private static final BigDecimal SECOND_IN_NANOS = BigDecimal.valueOf(1_000_000_000);

    private DurationConverter() {}

    static Duration convert(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new WrongUsage("'" + text + "' is not a time such as 300ms, 2s, 5m or 1h");
        }
        BigDecimal unit = BigDecimal.valueOf(unit(matcher.group(2)).toNanos());
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(unit);
        if (nanos.compareTo(SECOND_IN_NANOS.multiply(BigDecimal.valueOf(LONGEST.toSeconds()))) > 0) {
            throw new WrongUsage("the time must be at most " + LONGEST.toSeconds() + " s");
        }
        Duration duration = Duration.ofNanos(nanos.longValue());
        if (duration.isZero()) {
            throw new WrongUsage("the time must be longer than 0");
        }
        return duration;
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofSeconds(1);
        };
    }

    /** Returns the time as a person would say it: {@code 300 ms}, {@code 2.5 s}. */
    static String text(Duration time) {
        BigDecimal nanos = BigDecimal.valueOf(time.toNanos());
        boolean underASecond = time.compareTo(Duration.ofSeconds(1)) < 0;
        BigDecimal number = nanos.movePointLeft(underASecond ? 6 : 9).stripTrailingZeros();
        return number.toPlainString() + (underASecond ? " ms" : " s");
    }
}
