package io.curlew.socketio.client;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Gives the events of one socket keys that no other event has, of whichever socket. Safe for use by many threads. */
final class IdempotencyKeys {
    private static final int RANDOM_BITS = 128; // as many as a UUID has: enough never to meet again

    private final String prefix = new BigInteger(RANDOM_BITS, new SecureRandom()).toString(Character.MAX_RADIX) + "-";
    private final AtomicLong next = new AtomicLong();

    /** Returns these arguments, and behind them a new key. */
    List<@Nullable Object> appendedTo(List<@Nullable Object> args) {
        List<@Nullable Object> all = new ArrayList<>(args);
        all.add(prefix + next.getAndIncrement());
        return Collections.unmodifiableList(all);
    }
}
