package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EngineClose;

/** The session has ended, so what was asked for can't be had. */
public final class EngineClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient EngineClose close;

    EngineClosedException(EngineClose close) {
        super("The session is closed: " + close.reason(), close.cause().orElse(null));
        this.close = close;
    }

    /** Returns how it ended. */
    public EngineClose close() {
        return close;
    }
}
