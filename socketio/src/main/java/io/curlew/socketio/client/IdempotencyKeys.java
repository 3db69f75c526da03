package io.curlew.socketio.client;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the events of one socket keys that no other event has, of whichever socket. Safe for use by many threads. */
final class IdempotencyKeys {
    private static final int RANDOM_BITS = 128; // as many as a UUID has: enough never to meet again

    /** Made with the first key: the JVM's first random number takes longer than all else that a socket is made of. */
    private @Nullable String prefix;

    private long next;

    /** Returns these arguments, and behind them a new key. */
    List<@Nullable Object> appendedTo(List<@Nullable Object> args) {
        List<@Nullable Object> all = new ArrayList<>(args);
        all.add(next());
        return Collections.unmodifiableList(all);
    }

    private synchronized String next() {
        String known = prefix;
        if (known == null) {
            known = new BigInteger(RANDOM_BITS, new SecureRandom()).toString(Character.MAX_RADIX) + "-";
            prefix = known;
        }
        return known + next++;
    }
}
