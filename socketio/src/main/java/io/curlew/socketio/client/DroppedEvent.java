package io.curlew.socketio.client;

import io.curlew.engineio.protocol.PeerText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that was accepted and will not be sent, or not be sent again; see {@link Socket#onDropped}.
 *
 * @param name the event's name
 * @param args its arguments as they were passed to {@code emit}, if there was a listener when it was emitted; otherwise
 *     empty
 * @param reason why it is not sent
 * @param tag the object that the program gave to {@link EmitOptions#withTag} for this event; otherwise empty
 */
public record DroppedEvent(String name, List<@Nullable Object> args, Reason reason, Optional<Object> tag) {
    /** Makes one without a tag. */
    public DroppedEvent(String name, List<@Nullable Object> args, Reason reason) {
        this(name, args, reason, Optional.empty());
    }

    /** Why an event is not sent. */
    public enum Reason {
        /** It was volatile and could not be written at once. */
        VOLATILE,
        /** The timeout of its acknowledgement expired before it could be sent. */
        TIMEOUT,
        /** Its acknowledgement was cancelled before it could be sent. */
        CANCELLED,
        /** It waited for longer than {@link EmitOptions#withTimeToLive} allows. */
        EXPIRED,
        /** It was the oldest when there was no room for another event; see {@link SocketIoClientBuilder#dropOldest}. */
        OVERFLOW,
        /** {@link Socket#clearBuffer} was called. */
        CLEARED,
        /** It was sent as often as {@link EmitOptions#withRetries} allows, and never acknowledged. */
        GIVEN_UP,
        /** The connection rejected it: it is larger than the server allows, which was not known when it was emitted. */
        REFUSED,
        /** The client was closed. */
        CLOSED
    }

    /** Names the event and the reason, but neither the arguments nor the tag, which may be secret. */
    @Override
    public String toString() {
        return "event \"" + PeerText.name(name) + "\", dropped: " + reason;
    }
}
