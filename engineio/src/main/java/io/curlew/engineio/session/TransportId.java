package io.curlew.engineio.session;

import io.curlew.engineio.protocol.TransportType;
import org.jspecify.annotations.Nullable;

/**
 * One transport of one session. What arrives from a transport that the session has given up is told apart by its
 * number.
 */
public record TransportId(TransportType type, int number) {
    // A record's own equals and hashCode are linked at their first call, which makes a program's first connection late.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TransportId id && id.number == number && id.type == type;
    }

    @Override
    public int hashCode() {
        return number;
    }
}
