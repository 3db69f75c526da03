package io.curlew.socketio.session;

/**
 * Where the connection that all namespaces share is.
 *
 * <pre>
 *           request                opened
 *   IDLE ─────────────► OPENING ───────────► OPEN
 *    ▲ ▲                 │   ▲                │
 *    │ │          failed │   │ time to retry  │ lost
 *    │ │                 ▼   │                │
 *    │ └────────────── PAUSED ◄───────────────┘
 *    │  no attempt left
 *    └── from anywhere, when no namespace needs it    (CLOSED: from anywhere, for good)
 * </pre>
 */
public enum ConnectionState {
    /** There is none, and none is wanted. */
    IDLE,
    /** It is being opened. */
    OPENING,
    /** It is there. */
    OPEN,
    /** The next attempt waits for its time. */
    PAUSED,
    /** There will be no other. */
    CLOSED
}
