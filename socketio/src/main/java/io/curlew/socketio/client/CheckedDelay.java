package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.delivery.Failures;
import io.curlew.socketio.session.ReconnectDelay;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The application's backoff, made harmless: whatever it throws or gives, there is a delay, and never a loop that
 * doesn't wait. On a loop, in the middle of a change of state, where an exception would end reconnection without a
 * word.
 */
record CheckedDelay(Backoff backoff, Backoff fallback, Consumer<? super Throwable> onThrown) implements ReconnectDelay {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    @Override
    public long nanos(int attempt, double random) {
        Duration delay = delay(attempt, random);
        return delay.compareTo(SHORTEST) < 0 ? SHORTEST.toNanos() : Checks.nanos(delay, "delay");
    }

    private Duration delay(int attempt, double random) {
        try {
            return Objects.requireNonNull(backoff.delay(attempt, random), "the backoff gave null");
        } catch (Throwable thrown) {
            Failures.tell(onThrown, thrown, ClientLog.LOG);
            return fallback.delay(attempt, random);
        }
    }
}
