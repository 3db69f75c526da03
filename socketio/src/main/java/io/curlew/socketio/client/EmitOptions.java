package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.protocol.DurationText;
import io.curlew.socketio.session.ClientSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;

/** How to send one event. Immutable; can be used for any number of events. */
public final class EmitOptions {
    private static final EmitOptions DEFAULTS = new EmitOptions(
            Optional.empty(), ClientSession.NONE, false, true, OptionalInt.empty(), false, Optional.empty());

    private final Optional<Long> timeoutNanos; // empty for the client's default
    private final long timeToLive;
    private final boolean isVolatile;
    private final boolean compress;
    private final OptionalInt retries; // empty for the client's default
    private final boolean key;
    private final Optional<Object> tag;

    private EmitOptions(
            Optional<Long> timeoutNanos,
            long timeToLive,
            boolean isVolatile,
            boolean compress,
            OptionalInt retries,
            boolean key,
            Optional<Object> tag) {
        this.timeoutNanos = timeoutNanos;
        this.timeToLive = timeToLive;
        this.isVolatile = isVolatile;
        this.compress = compress;
        this.retries = retries;
        this.key = key;
        this.tag = tag;
        if (isVolatile && retries.orElse(0) > 0) {
            throw new IllegalArgumentException("A volatile event can't have retries");
        }
    }

    /**
     * Returns the client's defaults: the event waits until it can be sent, and the builder's settings for
     * acknowledgements and retries apply.
     */
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

    /** Returns the defaults with {@link #withTag}. */
    public static EmitOptions tag(Object tag) {
        return DEFAULTS.withTag(tag);
    }

    /**
     * Limits how long the answer may take, counted from the emit or, with retries, from each send. An event that was
     * not sent by then is never sent.
     */
    public EmitOptions withTimeout(Duration timeout) {
        long nanos = Checks.nanos(timeout, "timeout");
        return new EmitOptions(Optional.of(nanos), timeToLive, isVolatile, compress, retries, key, tag);
    }

    /** Lets the answer take as long as the connection lasts. */
    public EmitOptions withNoTimeout() {
        return new EmitOptions(Optional.of(ClientSession.NONE), timeToLive, isVolatile, compress, retries, key, tag);
    }

    /**
     * Limits how long the event may wait to be sent, counted from the emit; then it is dropped,
     * {@link Socket#onDropped} reports it, and its acknowledgement fails. Default: no limit.
     */
    public EmitOptions withTimeToLive(Duration time) {
        return new EmitOptions(
                timeoutNanos, Checks.nanos(time, "time to live"), isVolatile, compress, retries, key, tag);
    }

    /**
     * Discards the event if it cannot be written at once: the namespace is not connected, something else waits to be
     * written, or there is no room in the buffer. {@link SocketIoClient#discardedEvents} counts such events.
     *
     * @throws IllegalArgumentException if it has retries
     */
    public EmitOptions withVolatile() {
        return withVolatile(true);
    }

    /** As {@link #withVolatile()} for true; false is the default. */
    public EmitOptions withVolatile(boolean discardable) {
        return new EmitOptions(timeoutNanos, timeToLive, discardable, compress, retries, key, tag);
    }

    /**
     * Sends the event uncompressed even if the connection uses compression: for data that is already compressed, and
     * for secrets next to text that others choose. Default: the connection decides; see
     * {@link io.curlew.engineio.client.EngineSocketBuilder#compression}.
     */
    public EmitOptions withoutCompression() {
        return withCompression(false);
    }

    /** As {@link #withoutCompression} for false; true is the default. */
    public EmitOptions withCompression(boolean allowed) {
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, allowed, retries, key, tag);
    }

    /**
     * Sends the event again, at most this many times, if no answer arrives in time or the connection is lost before it:
     * n retries mean up to n + 1 sends. The server must acknowledge the event, whether or not the program waits for the
     * answer, and may see it more than once. Events with retries are sent in order, each when the previous one has
     * ended; others may overtake them. Waiting for a connection is not an attempt. After the last attempt the
     * acknowledgement fails, and {@link Socket#onDropped} reports the event.
     *
     * @throws IllegalArgumentException for less than 1, and for volatile events
     */
    public EmitOptions withRetries(int times) {
        OptionalInt retrying = OptionalInt.of(Checks.atLeastOne(times, "number of retries"));
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, compress, retrying, key, tag);
    }

    /** Sends the event once. Default: the client's builder decides. */
    public EmitOptions withoutRetries() {
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, compress, OptionalInt.of(0), key, tag);
    }

    /**
     * Appends one argument to the event's own: a unique string that stays the same however often this event is sent, so
     * that the server can recognize repetitions.
     */
    public EmitOptions withIdempotencyKey() {
        return withIdempotencyKey(true);
    }

    /** As {@link #withIdempotencyKey()} for true; false is the default. */
    public EmitOptions withIdempotencyKey(boolean add) {
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, compress, retries, add, tag);
    }

    /**
     * Attaches an object of the program to the event, such as an id or the order that the event is about. It is not
     * sent; {@link DroppedEvent#tag} returns it if the event is dropped, so that the program knows which of its events
     * that was. Default: none.
     */
    public EmitOptions withTag(Object attached) {
        Optional<Object> present = Optional.of(Objects.requireNonNull(attached, "tag"));
        return new EmitOptions(timeoutNanos, timeToLive, isVolatile, compress, retries, key, present);
    }

    /** Shows what differs from the defaults, but not the tag itself. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "EmitOptions[", "]");
        timeoutNanos.ifPresent(nanos -> text.add("timeout " + time(nanos)));
        if (timeToLive != ClientSession.NONE) {
            text.add("time to live " + time(timeToLive));
        }
        if (isVolatile) {
            text.add("volatile");
        }
        if (!compress) {
            text.add("uncompressed");
        }
        retries.ifPresent(times -> text.add(times + " retries"));
        if (key) {
            text.add("idempotency key");
        }
        tag.ifPresent(present -> text.add("tag"));
        return text.toString();
    }

    private static String time(long nanos) {
        return nanos == ClientSession.NONE ? "none" : DurationText.of(Duration.ofNanos(nanos));
    }

    Optional<Object> tag() {
        return tag;
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
