package io.curlew.engineio.client;

import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.EngineClose;
import java.time.Duration;

/** The operation failed because the session has ended. */
public final class EngineClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient EngineClose close;

    EngineClosedException(EngineClose close) {
        this("The session is closed: " + close.reason(), close);
    }

    private EngineClosedException(String message, EngineClose close) {
        super(message, close.cause().orElse(null));
        this.close = close;
    }

    /** Says which wait ended the session. */
    static EngineClosedException tooLate(Duration deadline, EngineClose close) {
        return new EngineClosedException(
                "Not connected within " + DurationText.of(deadline) + ", so the session was closed: " + close.reason(),
                close);
    }

    /** Returns how the session ended. */
    public EngineClose close() {
        return close;
    }
}
