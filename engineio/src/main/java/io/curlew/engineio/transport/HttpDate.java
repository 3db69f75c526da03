package io.curlew.engineio.transport;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** A date in a header, in any of the forms that are in use (RFC 6265, section 5.1.1). */
final class HttpDate {
    private HttpDate() {}

    /** Reads a date. Empty if it is not a date, or has more than 64 characters, which Netty does not parse. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.ofNullable(DateFormatter.parseHttpDate(text)).map(Date::toInstant);
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
