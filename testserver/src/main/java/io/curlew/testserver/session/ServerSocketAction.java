package io.curlew.testserver.session;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a {@link ServerSocketSession} wants done next. */
public sealed interface ServerSocketAction {

    /** Why a client is no longer in a namespace. */
    enum LeaveCause {
        /** The client sent a DISCONNECT. */
        CLIENT,
        /** This side sent a DISCONNECT. */
        SERVER,
        /** The client sent something that is no packet, or no packet at that place. */
        PARSE_ERROR,
        /** The connection has ended; it knows why. */
        CONNECTION
    }

    /** The messages go out on the connection, with nothing in between. */
    record Send(List<EngineData> messages) implements ServerSocketAction {
        public Send {
            messages = List.copyOf(messages);
        }
    }

    /** The connection is closed, when what was sent before is out. */
    record CloseConnection() implements ServerSocketAction {}

    /** The client asks to join: {@code accept} or {@code refuse} is the answer. */
    record Join(String namespace, Optional<Json> auth) implements ServerSocketAction {}

    /** The client has left. Its acknowledgements have failed before. */
    record Left(String sid, LeaveCause cause) implements ServerSocketAction {}

    /** The client sent an event; with an id when it wants an answer. */
    record Event(String sid, OptionalLong ackId, String name, Args args) implements ServerSocketAction {}

    /** The client answered an event. */
    record Acked(String sid, long ackId, Args args) implements ServerSocketAction {}

    /** The client did not answer an event in time. */
    record AckLate(String sid, long ackId) implements ServerSocketAction {}

    /** The client left before it answered an event. */
    record AckLost(String sid, long ackId) implements ServerSocketAction {}
}
