package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Failures;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on to the application's {@link Metrics}, when there are any, and keeps what they throw away from the client. */
final class Meter {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIoClient.class);

    private final @Nullable Metrics metrics;

    /** @param metrics null when nobody counts */
    Meter(@Nullable Metrics metrics) {
        this.metrics = metrics;
    }

    /** Returns whether somebody counts: else what there would be to tell need not be made. */
    boolean isOn() {
        return metrics != null;
    }

    /** Returns the time from which to count; without anybody who does, no clock is read. */
    long start() {
        return isOn() ? System.nanoTime() : 0;
    }

    static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    void tell(Consumer<Metrics> what) {
        if (metrics != null) {
            try {
                what.accept(metrics);
            } catch (Throwable thrown) {
                Failures.log(LOG, "The metrics failed", thrown);
            }
        }
    }
}
