package io.curlew.socketio.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A Socket.IO packet to send. Its arguments are the application's values, which a {@link Parser} encodes. */
public sealed interface OutgoingPacket {

    /** Returns the namespace, {@code /} for the main one. */
    String namespace();

    /**
     * Joins a namespace (client), or confirms this (server).
     *
     * @param payload the auth data, or the server's {@code sid}: a value that encodes as a JSON object
     * @param extra fields for recovery, placed before the payload's own
     */
    record Connect(String namespace, Optional<Object> payload, Map<String, String> extra) implements OutgoingPacket {
        public Connect {
            extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra)); // in the order that was given
        }

        /** Omits the auth data and the recovery fields, which are secret. */
        @Override
        public String toString() {
            return "Connect[" + namespace + "]";
        }
    }

    /** Leaves a namespace. */
    record Disconnect(String namespace) implements OutgoingPacket {}

    /** An event. An argument can be null, which is JSON null. */
    record Event(String namespace, OptionalLong ackId, String name, List<@Nullable Object> args)
            implements OutgoingPacket {}

    /** The answer to an event. */
    record Ack(String namespace, long ackId, List<@Nullable Object> args) implements OutgoingPacket {}

    /** From a server: refuses a namespace. */
    record ConnectError(String namespace, String message, Optional<Object> data) implements OutgoingPacket {}
}
