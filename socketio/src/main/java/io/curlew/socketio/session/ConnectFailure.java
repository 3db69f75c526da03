package io.curlew.socketio.session;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.Json;
import java.util.Optional;

/** Why a namespace could not be joined. */
public sealed interface ConnectFailure {

    /** The server refuses. */
    record Refused(Json payload) implements ConnectFailure {}

    /** The server's answer has no session id: it seems to speak Socket.IO 2. */
    record NoSessionId() implements ConnectFailure {}

    /** The server did not answer in time. */
    record NoAnswer() implements ConnectFailure {}

    /** The auth data could not be had or not be encoded. */
    record NoAuth(Throwable cause) implements ConnectFailure {}

    /** The connection could not be opened. */
    record NotOpened(Throwable cause) implements ConnectFailure {}

    /**
     * The connection was lost, or the namespace taken away, before the server's answer.
     *
     * @param said what the server said when it took the namespace away
     */
    record Lost(DisconnectReason reason, Optional<Throwable> cause, Optional<Json> said) implements ConnectFailure {
        Lost(DisconnectReason reason, Optional<Throwable> cause) {
            this(reason, cause, Optional.empty());
        }
    }

    /** The application left the namespace, or closed the client, before the server's answer. */
    record Left() implements ConnectFailure {}
}
