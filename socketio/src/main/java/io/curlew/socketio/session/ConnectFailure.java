package io.curlew.socketio.session;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.Json;
import java.time.Duration;
import java.util.Optional;

/** Why a namespace could not be joined. */
public sealed interface ConnectFailure {

    /** Returns what the handler makes of this kind of failure. */
    <T> T to(Handler<T> handler);

    /** Makes something of each kind of failure. */
    interface Handler<T> {
        T take(Refused failure);

        T take(NoSessionId failure);

        T take(NoAnswer failure);

        T take(NoAuth failure);

        T take(NotOpened failure);

        T take(Lost failure);

        T take(Left failure);
    }

    /** The server refuses. */
    record Refused(Json payload) implements ConnectFailure {
        @Override
        public <T> T to(Handler<T> handler) {
            return handler.take(this);
        }
    }

    /** The server's answer has no session id: it seems to speak Socket.IO 2. */
    record NoSessionId() implements ConnectFailure {
        @Override
        public <T> T to(Handler<T> handler) {
            return handler.take(this);
        }
    }

    /** The server did not answer in time. */
    record NoAnswer(Duration limit) implements ConnectFailure {
        @Override
        public <T> T to(Handler<T> handler) {
            return handler.take(this);
        }
    }

    /** The auth data could not be had or not be encoded. */
    record NoAuth(Throwable cause) implements ConnectFailure {
        @Override
        public <T> T to(Handler<T> handler) {
            return handler.take(this);
        }
    }

    /** The connection could not be opened. */
    record NotOpened(Throwable cause) implements ConnectFailure {
        @Override
        public <T> T to(Handler<T> handler) {
            return handler.take(this);
        }
    }

    /**
     * The connection was lost, or the namespace taken away, before the server's answer.
     *
     * @param said what the server said when it took the namespace away
     */
    record Lost(DisconnectReason reason, Optional<Throwable> cause, Optional<Json> said) implements ConnectFailure {
        Lost(DisconnectReason reason, Optional<Throwable> cause) {
            this(reason, cause, Optional.empty());
        }

        @Override
        public <T> T to(Handler<T> handler) {
            return handler.take(this);
        }
    }

    /** The application left the namespace, or closed the client, before the server's answer. */
    record Left() implements ConnectFailure {
        @Override
        public <T> T to(Handler<T> handler) {
            return handler.take(this);
        }
    }
}
