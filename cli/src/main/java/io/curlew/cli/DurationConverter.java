package io.curlew.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 2s}, {@code 0.5s} or {@code 300ms}; a number alone means seconds. */
final class DurationConverter implements ITypeConverter<Duration> {
    /** Nine digits of seconds are 31 years: enough, and nothing overflows. */
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a time such as 2s or 300ms");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        int nanosDigits = matcher.group(2).equals("ms") ? 6 : 9;
        Duration duration = Duration.ofNanos(number.movePointRight(nanosDigits).longValue());
        if (duration.isZero()) {
            throw new TypeConversionException("the time must be longer than none");
        }
        return duration;
    }
}
