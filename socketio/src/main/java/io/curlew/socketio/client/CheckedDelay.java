package io.curlew.socketio.client;

import io.curlew.socketio.session.ReconnectDelay;
import java.time.Duration;
import java.util.function.Consumer;

/** The application's backoff, made harmless: it never throws and never makes a loop that doesn't wait. */
record CheckedDelay(Backoff backoff, Backoff fallback, Consumer<? super Throwable> onThrown) implements ReconnectDelay {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    @Override
    public long nanos(int attempt, double random) {
        Duration delay = delay(attempt, random);
        return delay.compareTo(SHORTEST) < 0 ? SHORTEST.toNanos() : Checks.nanos(delay, "delay");
    }

    private Duration delay(int attempt, double random) {
        try {
            return backoff.delay(attempt, random);
        } catch (RuntimeException thrown) {
            onThrown.accept(thrown);
            return fallback.delay(attempt, random);
        }
    }
}
