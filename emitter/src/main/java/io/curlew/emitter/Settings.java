package io.curlew.emitter;

import io.curlew.socketio.protocol.JsonCodec;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What an emitter was built with; its {@link Emitter.Builder} says what each means. */
record Settings(
        JsonCodec codec,
        int maxAttachments,
        Duration redisTimeout,
        Duration closeTimeout,
        int maxCommands,
        long maxBytes,
        int maxAnswers,
        long maxAnswerBytes,
        Executor executor) {

    /** Returns the time, which must be longer than zero. */
    static Duration positive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero");
        }
        return time;
    }

    /** Returns a time in nanoseconds, or the longest that there is. */
    static long nanos(Duration time) {
        return time.toSeconds() < Long.MAX_VALUE / 1_000_000_000 ? time.toNanos() : Long.MAX_VALUE;
    }

    /** Returns a time in milliseconds, which messages have. */
    static long millis(Duration time) {
        return nanos(time) / 1_000_000;
    }
}
