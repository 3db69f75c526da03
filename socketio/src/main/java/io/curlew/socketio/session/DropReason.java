package io.curlew.socketio.session;

/** Why a packet left the session without being sent. */
public enum DropReason {
    /** It was volatile and could not be written at once. */
    VOLATILE,
    /** The time for its answer ran out. */
    TIMEOUT,
    /** The application no longer waits for its answer. */
    CANCELLED,
    /** It answers an event of a connection that is gone. */
    STALE,
    /** The client was closed. */
    CLOSED
}
