package io.curlew.testserver.session;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a {@link ServerSocketSession} wants done next. */
public sealed interface ServerSocketAction {

    /** Calls the method for this kind of action. A new kind needs one there, so that none is forgotten. */
    void to(Handler handler);

    /** Does what is to be done. */
    interface Handler {
        void perform(Send action);

        void perform(SendVolatile action);

        void perform(CloseConnection action);

        void perform(CallConnection action);

        void perform(Join action);

        void perform(Left action);

        void perform(Event action);

        void perform(Acked action);

        void perform(AckLate action);

        void perform(AckLost action);
    }

    /** Why a client is no longer in a namespace. */
    enum LeaveCause {
        /** The client sent a DISCONNECT. */
        CLIENT,
        /** This side sent a DISCONNECT. */
        SERVER,
        /** The client sent something that is not a packet, or not allowed at that point. */
        PARSE_ERROR,
        /** The connection has ended; it knows why. */
        CONNECTION
    }

    /** The messages go out on the connection, with nothing in between. */
    record Send(List<EngineData> messages) implements ServerSocketAction {
        public Send {
            messages = List.copyOf(messages);
        }

        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The messages go out on the connection, with nothing in between, if they leave at once. */
    record SendVolatile(List<EngineData> messages) implements ServerSocketAction {
        public SendVolatile {
            messages = List.copyOf(messages);
        }

        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The connection is closed, when what was sent before is out. */
    record CloseConnection() implements ServerSocketAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The application calls the connection itself, after what it has sent before. */
    record CallConnection(Runnable call) implements ServerSocketAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The client asks to join: {@code accept} or {@code refuse} is the answer. */
    record Join(String namespace, Optional<Json> auth) implements ServerSocketAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The client has left. Its acknowledgements have failed before. */
    record Left(String sid, LeaveCause cause) implements ServerSocketAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /**
     * The client sent an event; with an id when it wants an answer.
     *
     * @param size how many bytes it was, its attachments included
     */
    record Event(String sid, OptionalLong ackId, String name, Args args, long size) implements ServerSocketAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /**
     * The client answered an event.
     *
     * @param size how many bytes the answer was, its attachments included
     */
    record Acked(String sid, long ackId, Args args, long size) implements ServerSocketAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The client did not answer an event in time. */
    record AckLate(String sid, long ackId) implements ServerSocketAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }

    /** The client left before it answered an event. */
    record AckLost(String sid, long ackId) implements ServerSocketAction {
        @Override
        public void to(Handler handler) {
            handler.perform(this);
        }
    }
}
