package io.curlew.engineio.protocol;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one signal that ends every session.
 *
 * @param reason why it ended
 * @param cause the failure behind it, when there is one; a {@link TransportException} carries HTTP status and close
 *     code
 * @param unsent how many messages were accepted and never handed to a transport
 */
public record EngineClose(CloseReason reason, Optional<Throwable> cause, int unsent) {

    /** Returns the WebSocket close code, when the peer sent one. */
    public OptionalInt closeCode() {
        return transportFailure().map(TransportException::closeCode).orElseGet(OptionalInt::empty);
    }

    /** Returns what the peer's WebSocket close frame said; empty when there was none, or nothing in it. */
    public String closeMessage() {
        return transportFailure().map(TransportException::closeMessage).orElse("");
    }

    /** Returns the HTTP status, when an HTTP answer ended the session. */
    public OptionalInt httpStatus() {
        return transportFailure().map(TransportException::httpStatus).orElseGet(OptionalInt::empty);
    }

    private Optional<TransportException> transportFailure() {
        return cause.filter(TransportException.class::isInstance).map(TransportException.class::cast);
    }
}
