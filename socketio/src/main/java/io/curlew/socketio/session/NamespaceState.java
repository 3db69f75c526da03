package io.curlew.socketio.session;

/**
 * Where a namespace is.
 *
 * <pre>
 *         connect            connection open           CONNECT answer
 *   IDLE ─────────► WAITING ─────────────────► JOINING ──────────────► CONNECTED
 *    ▲                 ▲                        │  ▲                       │
 *    │                 │ connection lost        │  │ connect               │ connection lost
 *    │                 └────────────────────────┼──┼───────────────────────┴──► WAITING
 *    │                               disconnect ▼  │
 *    │◄────────────────────────────────────── LEAVING
 *    │         any answer, connection gone
 *    └── from anywhere: disconnect, refused, taken away by the server, no attempt left
 * </pre>
 *
 * LEAVING is there because a server takes a packet for a namespace that it has not joined yet, or a second CONNECT for
 * one that it has, as a reason to close the connection: so nothing is sent until its answer has come.
 */
enum NamespaceState {
    /** Not wanted. */
    IDLE,
    /** Wanted, as soon as there is a connection. */
    WAITING,
    /** A CONNECT packet is on its way; the answer is not here. */
    JOINING,
    /** As JOINING, but no longer wanted. */
    LEAVING,
    /** Joined. */
    CONNECTED
}
