package io.curlew.socketio.protocol;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One incoming Socket.IO packet (Socket.IO protocol 5, section "Packet types") with all its attachments.
 *
 * <p>{@code toString} never shows arguments or payloads, and shows names escaped and shortened.
 *
 * <p>Whether a packet was sent as BINARY_EVENT or EVENT, BINARY_ACK or ACK, is a matter of the encoding and not visible
 * here.
 */
public sealed interface SocketPacket {

    /** Returns the namespace, {@code /} for the main one. */
    String namespace();

    /**
     * {@code 0}: from a client, asks to join (payload: the auth data); from a server, confirms this (payload:
     * {@code sid}).
     */
    record Connect(String namespace, Optional<Json> payload) implements SocketPacket {
        @Override
        public String toString() {
            return "Connect[" + PeerText.name(namespace) + "]";
        }
    }

    /**
     * {@code 1}: leaves the namespace.
     *
     * @param payload what a server says about it: an object, as python-socketio sends it when it refuses a client that
     *     it has already connected; empty if it says nothing, as the protocol defines
     */
    record Disconnect(String namespace, Optional<Json> payload) implements SocketPacket {
        /** A disconnection without a payload. */
        public Disconnect(String namespace) {
            this(namespace, Optional.empty());
        }

        @Override
        public String toString() {
            return "Disconnect[" + PeerText.name(namespace) + "]";
        }
    }

    /**
     * {@code 2} and {@code 5}: an event.
     *
     * @param ackId present if the sender asks for an acknowledgement
     * @param args the arguments after the name
     */
    record Event(String namespace, OptionalLong ackId, String name, Args args) implements SocketPacket {
        @Override
        public String toString() {
            String id = ackId.isPresent() ? ", id " + ackId.getAsLong() : "";
            return "Event[" + PeerText.name(namespace) + id + ", \"" + PeerText.name(name) + "\", " + args + "]";
        }
    }

    /**
     * {@code 3} and {@code 6}: the answer to an event that asked for one.
     *
     * @param ackId the id of the event, or {@link #NO_ID}
     * @param args the answer
     */
    record Ack(String namespace, long ackId, Args args) implements SocketPacket {
        /** Stands for an id that the peer omitted, which the reference implementation accepts. It matches no event. */
        public static final long NO_ID = -1;

        @Override
        public String toString() {
            return "Ack[" + PeerText.name(namespace) + ", id " + ackId + ", " + args + "]";
        }
    }

    /** {@code 4}: from a server, refuses the namespace. The payload is an object with {@code message}, or a string. */
    record ConnectError(String namespace, Json payload) implements SocketPacket {
        @Override
        public String toString() {
            return "ConnectError[" + PeerText.name(namespace) + ", " + payload + "]";
        }
    }
}
