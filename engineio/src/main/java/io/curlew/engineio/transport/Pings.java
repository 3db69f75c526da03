package io.curlew.engineio.transport;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The pings of our own that are not answered yet: one that measures the round trip, one that asks whether all before it
 * was read. Each carries the time at which it was sent, which tells it from the other. Of several pings a peer may
 * answer the latest only (RFC 6455, section 5.5.3), so a pong answers those before it as well. What carries anything
 * else was not asked for (section 5.5.3), and means nothing.
 */
final class Pings {
    /** Receives what a pong proves. */
    interface Answers {
        /** The peer took so long to answer the ping that measures. */
        void roundTrip(long nanos);

        /** The peer has answered the ping that asks, and so read all that was sent before it. */
        void ponged();
    }

    private OptionalLong measuring = OptionalLong.empty();
    private OptionalLong asking = OptionalLong.empty();

    boolean isMeasuring() {
        return measuring.isPresent();
    }

    /** Returns the payload of a ping that measures. */
    byte[] measure(long now) {
        long at = after(asking, now);
        measuring = OptionalLong.of(at);
        return payload(at);
    }

    /** Returns the payload of a ping that asks; an earlier one that asks is forgotten. */
    byte[] ask(long now) {
        long at = after(asking, after(measuring, now));
        asking = OptionalLong.of(at);
        return payload(at);
    }

    /** The clock may stand still between two pings. */
    private static long after(OptionalLong other, long now) {
        return other.isPresent() && now - other.getAsLong() <= 0 ? other.getAsLong() + 1 : now;
    }

    /** A pong arrived: reports what it answers. */
    void answered(byte[] pong, long now, Answers told) {
        if (pong.length != Long.BYTES) {
            return;
        }
        long ping = ByteBuffer.wrap(pong).getLong();
        OptionalLong measured = measuring;
        OptionalLong asked = asking;
        if (!is(measured, ping) && !is(asked, ping)) {
            return;
        }
        if (isUpTo(measured, ping)) {
            measuring = OptionalLong.empty();
        }
        if (isUpTo(asked, ping)) {
            asking = OptionalLong.empty();
            told.ponged();
        }
        if (is(measured, ping)) {
            told.roundTrip(now - ping);
        }
    }

    private static boolean is(OptionalLong sent, long ping) {
        return sent.isPresent() && sent.getAsLong() == ping;
    }

    private static boolean isUpTo(OptionalLong sent, long ping) {
        return sent.isPresent() && sent.getAsLong() - ping <= 0;
    }

    private static byte[] payload(long at) {
        return ByteBuffer.allocate(Long.BYTES).putLong(at).array();
    }
}
