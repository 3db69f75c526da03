package io.curlew.engineio.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The Retry-After header (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /** Returns how long to wait from now on; empty if it is neither form. A date in the past means no time. */
    static Optional<Duration> parse(String header, Instant now) {
        String value = header.trim();
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // More digits than these are for ever, and there is a cap anyway.
            String digits = value.length() > MAX_DIGITS ? "9".repeat(MAX_DIGITS) : value;
            return Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
        }
        return HttpDate.parse(value)
                .map(until -> Duration.between(now, until))
                .map(pause -> pause.isNegative() ? Duration.ZERO : pause);
    }
}
