package io.curlew.socketio.client;

import io.curlew.socketio.session.ClientSession;
import java.time.Duration;
import java.util.Optional;

/** How to send one event. Immutable; may be used for any number of events. */
public final class EmitOptions {
    private static final EmitOptions DEFAULTS = new EmitOptions(Optional.empty(), false);

    private final Optional<Long> timeoutNanos; // empty for the client's default
    private final boolean isVolatile;

    private EmitOptions(Optional<Long> timeoutNanos, boolean isVolatile) {
        this.timeoutNanos = timeoutNanos;
        this.isVolatile = isVolatile;
    }

    /** Returns the client's defaults: kept until it can be sent; the answer may take as long as the builder says. */
    public static EmitOptions defaults() {
        return DEFAULTS;
    }

    /** Returns the defaults with {@link #withTimeout}. */
    public static EmitOptions timeout(Duration timeout) {
        return DEFAULTS.withTimeout(timeout);
    }

    /** Returns the defaults with {@link #withNoTimeout}. */
    public static EmitOptions noTimeout() {
        return DEFAULTS.withNoTimeout();
    }

    /** Returns the defaults with {@link #withVolatile}. */
    public static EmitOptions volatileEvent() {
        return DEFAULTS.withVolatile();
    }

    /** The answer may take this long, counted from the emit; an event that was not sent by then never is. */
    public EmitOptions withTimeout(Duration timeout) {
        long nanos = Checks.nanos(timeout, "timeout");
        return new EmitOptions(Optional.of(nanos), isVolatile);
    }

    /** The answer may take as long as the connection lasts. */
    public EmitOptions withNoTimeout() {
        return new EmitOptions(Optional.of(ClientSession.NONE), isVolatile);
    }

    /**
     * The event is discarded when it can't be written at once: not connected, something else waits to be written, or no
     * room in the buffer. {@link SocketIoClient#discardedEvents} counts them.
     */
    public EmitOptions withVolatile() {
        return new EmitOptions(timeoutNanos, true);
    }

    long timeoutNanos(long byDefault) {
        return timeoutNanos.orElse(byDefault);
    }

    boolean isVolatile() {
        return isVolatile;
    }
}
