package io.curlew.socketio.session;

/** Why an event that asked for an answer gets none. */
public enum AckFailure {
    /** None came in time. */
    TIMEOUT,
    /** The namespace was left, or the connection lost, after the event went out. */
    DISCONNECTED,
    /** The client was closed. */
    CLOSED,
    /** The event was dropped before it was sent. */
    DISCARDED
}
