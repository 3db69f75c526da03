package io.curlew.engineio.session;

/**
 * The states of an {@link EngineSession}.
 *
 * <pre>
 *          connect            open packet
 *   NEW ────────────► OPENING ────────────► OPEN
 *    │                   │                   │ close
 *    │ close       close │                   ▼
 *    │          or every │               FLUSHING   what was accepted is still sent
 *    │   transport fails │                   │ all sent
 *    │                   │                   ▼
 *    │                   │                CLOSING   the transport says goodbye
 *    │                   │                   │ transport gone, or time is up
 *    └───────────────────┴───► CLOSED ◄──────┘
 * </pre>
 *
 * From every state a failure of the transport, or a missing ping, leads to CLOSED.
 */
public enum EngineState {
    NEW,
    OPENING,
    OPEN,
    FLUSHING,
    CLOSING,
    CLOSED;

    /**
     * Returns whether messages may be handed over: closing waits for those of before only, or a busy sender delays it.
     */
    boolean acceptsMessages() {
        return this == NEW || this == OPENING || this == OPEN;
    }

    /** Returns whether packets are exchanged. */
    boolean isLive() {
        return this == OPEN || this == FLUSHING;
    }
}
