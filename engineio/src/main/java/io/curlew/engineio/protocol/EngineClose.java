package io.curlew.engineio.protocol;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one signal that ends every session.
 *
 * @param reason why it ended
 * @param cause the failure that caused it, if any; a {@link TransportException} carries HTTP status and close code
 * @param unsent the number of messages that were accepted but never handed to a transport
 */
public record EngineClose(CloseReason reason, Optional<Throwable> cause, int unsent) {

    /** Returns the WebSocket close code, if the peer sent one. */
    public OptionalInt closeCode() {
        return transportFailure().map(TransportException::closeCode).orElseGet(OptionalInt::empty);
    }

    /** Returns the text of the peer's WebSocket close frame; empty if there was none. */
    public String closeMessage() {
        return transportFailure().map(TransportException::closeMessage).orElse("");
    }

    /** Returns the HTTP status, if an HTTP answer ended the session. */
    public OptionalInt httpStatus() {
        return transportFailure().map(TransportException::httpStatus).orElseGet(OptionalInt::empty);
    }

    private Optional<TransportException> transportFailure() {
        return cause.filter(TransportException.class::isInstance).map(TransportException.class::cast);
    }
}
