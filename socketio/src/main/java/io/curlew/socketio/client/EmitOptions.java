package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.socketio.session.ClientSession;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How to send one event. Immutable; may be used for any number of events. */
public final class EmitOptions {
    private static final EmitOptions DEFAULTS =
            new EmitOptions(Optional.empty(), ClientSession.NONE, false, true, OptionalInt.empty(), false);

    private final Optional<Long> timeoutNanos; // empty for the client's default
    private final long timeToLive;
    private final boolean isVolatile;
    private final boolean compress;
    private final OptionalInt retries; // empty for the client's default
    private final boolean key;

    private EmitOptions(
            Optional<Long> timeoutNanos,
            long timeToLive,
            boolean isVolatile,
            boolean compress,
            OptionalInt retries,
            boolean key) {
        this.timeoutNanos = timeoutNanos;
        this.timeToLive = timeToLive;
        this.isVolatile = isVolatile;
        this.compress = compress;
        this.retries = retries;
        this.key = key;
        if (isVolatile && retries.orElse(0) > 0) {
            throw new IllegalArgumentException("A volatile event can't have retries");
        }
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

    /** Returns the defaults with {@link #withRetries}. */
    public static EmitOptions retries(int times) {
        return DEFAULTS.withRetries(times);
    }

    /**
     * The answer may take this long, counted from the emit, or with retries from each send; an event that was not sent
     * by then never is.
     */
    public EmitOptions withTimeout(Duration timeout) {
        long nanos = Checks.nanos(timeout, "timeout");
        return new EmitOptions(Optional.of(nanos), timeToLive, isVolatile, compress, retries, key);
    }

    /** The answer may take as long as the connection lasts. */
    public EmitOptions withNoTimeout() {
        return new EmitOptions(Optional.of(ClientSession.NONE), timeToLive, isVolatile, compress, retries, key);
    }

    /**
     * The event may wait this long until it can be sent, counted from the emit; then it is dropped, which
     * {@link Socket#onDropped} tells, and its answer fails. Default: it waits as long as it takes.
     */
    public EmitOptions withTimeToLive(Duration time) {
        return new EmitOptions(timeoutNanos, Checks.nanos(time, "time to live"), isVolatile, compress, retries, key);
    }

    /**
     * The event is discarded when it can't be written at once: not connected, something else waits to be written, or no
     * room in the buffer. {@link SocketIoClient#discardedEvents} counts them.
     *
     * @throws IllegalArgumentException when it has retries
     */
    public EmitOptions withVolatile() {
        return new EmitOptions(timeoutNanos, timeToLive, true, compress, retries, key);
    }

    /**
     * The event is sent as it is even where the connection compresses: for what is compressed already, and for secrets
     * beside text that others choose. Default: the connection decides; see
     * {@link io.curlew.engineio.client.EngineSocketBuilder#compression}.
     */
    public EmitOptions withoutCompression() {
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, false, retries, key);
    }

    /**
     * The event is sent again, so often at most, when no answer comes in time or the connection is lost before it: n
     * retries are n + 1 sends. The server must acknowledge the event, whether or not the program waits for the answer,
     * and may see it more than once. Events with retries are sent in order, each when the one before has ended; others
     * may overtake them. Waiting for a connection is no attempt. After the last attempt the answer fails, and
     * {@link Socket#onDropped} tells.
     *
     * @throws IllegalArgumentException for less than 1, and for volatile events
     */
    public EmitOptions withRetries(int times) {
        OptionalInt retrying = OptionalInt.of(Checks.atLeastOne(times, "number of retries"));
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, compress, retrying, key);
    }

    /** The event is sent once. Default: the client's builder says. */
    public EmitOptions withoutRetries() {
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, compress, OptionalInt.of(0), key);
    }

    /**
     * One more argument follows the event's own: a string that no other event has, and that is the same however often
     * this one is sent, so that the server can tell.
     */
    public EmitOptions withIdempotencyKey() {
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, compress, retries, true);
    }

    int retriesOr(int byDefault) {
        return isVolatile ? 0 : retries.orElse(byDefault);
    }

    boolean hasIdempotencyKey() {
        return key;
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
