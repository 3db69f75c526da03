package io.curlew.socketio.client;

import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.PeerText;
import java.time.Duration;

/**
 * There is no answer to an event that asked for one. Only for {@link Reason#DISCARDED} and {@link Reason#REFUSED} is it
 * known whether the event reached the server: it did not. With retries the server may have seen it more than once.
 */
public final class AckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        /** No answer arrived in time. */
        TIMEOUT("no answer came in time"),
        /** The namespace was left, or the connection lost, after the event was sent. */
        DISCONNECTED("the socket has been disconnected"),
        /** The client was closed. */
        CLOSED("the client was closed"),
        /** The event was dropped before it was sent; {@link Socket#onDropped} reports why. */
        DISCARDED("the event was dropped before it was sent"),
        /** The event is too large for the server, so it was not sent; the cause names the limit. */
        REFUSED("the event was refused before sending");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    AckException(String event, Reason reason) {
        super("No answer to event \"" + PeerText.name(event) + "\": " + reason.text);
        this.reason = reason;
    }

    AckException(String event, Throwable refusal) {
        super("No answer to event \"" + PeerText.name(event) + "\": " + Reason.REFUSED.text, refusal);
        this.reason = Reason.REFUSED;
    }

    private AckException(String event, Duration limit) {
        super("No answer to event \"" + PeerText.name(event) + "\": none came within " + DurationText.of(limit));
        this.reason = Reason.TIMEOUT;
    }

    /** @param limit how long the answer might have taken */
    static AckException late(String event, Duration limit) {
        return new AckException(event, limit);
    }

    /** Returns why there is no answer. */
    public Reason reason() {
        return reason;
    }
}
