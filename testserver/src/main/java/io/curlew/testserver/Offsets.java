package io.curlew.testserver;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Where in the order of events a client is, as the last argument of each event tells it. Of no order themselves, and
 * unlike any text that an event might end with by itself: the client can't tell the two apart.
 */
final class Offsets {
    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    /** @param prefix unlike the beginning of any text */
    Offsets(String prefix) {
        this.prefix = prefix;
    }

    String next() {
        return prefix + "." + last.incrementAndGet();
    }
}
