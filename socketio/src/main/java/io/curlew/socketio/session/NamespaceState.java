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
 *
 *               disconnect             DISCONNECT sent
 *   CONNECTED ─────────────► DEPARTING ─────────────────────────────► IDLE
 *                                │ connect                             │ connect, while the
 *                                ▼      DISCONNECT sent                ▼ DISCONNECT may be unread
 *                            RETURNING ──────────────────────────► REJOINING ─────► WAITING
 *                                                                        it was read
 * </pre>
 *
 * LEAVING is there because a server takes a packet for a namespace that it has not joined yet, or a second CONNECT for
 * one that it has, as a reason to close the connection: so nothing is sent until its answer has come.
 *
 * <p>The reference server handles an event two ticks after it was read, a DISCONNECT one, and a CONNECT at once. So it
 * ignores events that it reads together with the DISCONNECT after them, and closes the connection when it reads a
 * DISCONNECT and the CONNECT after it together. DEPARTING and REJOINING wait until it is known to have read what came
 * before.
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
    CONNECTED,
    /** Left, as far as the application can tell; the DISCONNECT is still to be sent. */
    DEPARTING,
    /** As DEPARTING, but wanted again. */
    RETURNING,
    /** Left with a DISCONNECT that may not have been read yet, and wanted again: the CONNECT waits for that. */
    REJOINING
}
