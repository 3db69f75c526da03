package io.curlew.socketio.client;

import io.curlew.socketio.session.ClientSession;
import java.time.Duration;
import java.util.Optional;

/** How to send one event. Immutable; may be used for any number of events. */
public final class EmitOptions {
    private static final EmitOptions DEFAULTS = new EmitOptions(Optional.empty(), ClientSession.NONE, false, true);

    private final Optional<Long> timeoutNanos; // empty for the client's default
    private final long timeToLive;
    private final boolean isVolatile;
    private final boolean compress;

    private EmitOptions(Optional<Long> timeoutNanos, long timeToLive, boolean isVolatile, boolean compress) {
        this.timeoutNanos = timeoutNanos;
        this.timeToLive = timeToLive;
        this.isVolatile = isVolatile;
        this.compress = compress;
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

    /** Returns the defaults with {@link #withoutCompression}. */
    public static EmitOptions uncompressed() {
        return DEFAULTS.withoutCompression();
    }

    /** Returns the defaults with {@link #withTimeToLive}. */
    public static EmitOptions timeToLive(Duration time) {
        return DEFAULTS.withTimeToLive(time);
    }

    /** The answer may take this long, counted from the emit; an event that was not sent by then never is. */
    public EmitOptions withTimeout(Duration timeout) {
        long nanos = Checks.nanos(timeout, "timeout");
        return new EmitOptions(Optional.of(nanos), timeToLive, isVolatile, compress);
    }

    /** The answer may take as long as the connection lasts. */
    public EmitOptions withNoTimeout() {
        return new EmitOptions(Optional.of(ClientSession.NONE), timeToLive, isVolatile, compress);
    }

    /**
     * The event may wait this long until it can be sent, counted from the emit; then it is dropped, which {@link
     * Socket#onDropped} tells, and its answer fails. Default: it waits as long as it takes.
     */
    public EmitOptions withTimeToLive(Duration time) {
        return new EmitOptions(timeoutNanos, Checks.nanos(time, "time to live"), isVolatile, compress);
    }

    /**
     * The event is discarded when it can't be written at once: not connected, something else waits to be written, or no
     * room in the buffer. {@link SocketIoClient#discardedEvents} counts them.
     */
    public EmitOptions withVolatile() {
        return new EmitOptions(timeoutNanos, timeToLive, true, compress);
    }

    /**
     * The event is sent as it is even where the connection compresses: for what is compressed already, and for secrets
     * beside text that others choose. Default: the connection decides; see {@link
     * io.curlew.engineio.client.EngineSocketBuilder#compression}.
     */
    public EmitOptions withoutCompression() {
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, false);
    }

    boolean compresses() {
        return compress;
    }

    long timeoutNanos(long byDefault) {
        return timeoutNanos.orElse(byDefault);
    }

    long timeToLiveNanos() {
        return timeToLive;
    }

    boolean isVolatile() {
        return isVolatile;
    }
}
