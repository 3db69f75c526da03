package io.curlew.socketio.session;

/** Why an event left the session without being sent, or without being sent again. */
public enum DropReason {
    /** It was volatile and could not be written at once. */
    VOLATILE,
    /** The time for its answer ran out. */
    TIMEOUT,
    /** The application no longer waits for its answer. */
    CANCELLED,
    /** It waited for longer than it was to live. */
    EXPIRED,
    /** It was the oldest when there was no room for another. */
    OVERFLOW,
    /** The application emptied the buffer. */
    CLEARED,
    /** Its last retry failed. It was sent, but never answered. */
    GIVEN_UP,
    /** The client was closed. */
    CLOSED
}
