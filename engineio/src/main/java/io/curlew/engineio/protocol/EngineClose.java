package io.curlew.engineio.protocol;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one signal that ends every session.
 *
 * @param reason why it ended
 * @param cause the failure behind it, when there is one; a {@link TransportException} carries HTTP status and close code
 */
public record EngineClose(CloseReason reason, Optional<Throwable> cause) {

    /** Returns a close without a failure behind it. */
    public static EngineClose of(CloseReason reason) {
        return new EngineClose(reason, Optional.empty());
    }

    /** Returns a close with the failure that caused it. */
    public static EngineClose of(CloseReason reason, Throwable cause) {
        return new EngineClose(reason, Optional.of(cause));
    }

    /** Returns the WebSocket close code, when the peer sent one. */
    public OptionalInt closeCode() {
        return transportFailure().map(TransportException::closeCode).orElseGet(OptionalInt::empty);
    }

    /** Returns the HTTP status, when an HTTP answer ended the session. */
    public OptionalInt httpStatus() {
        return transportFailure().map(TransportException::httpStatus).orElseGet(OptionalInt::empty);
    }

    private Optional<TransportException> transportFailure() {
        return cause.filter(TransportException.class::isInstance).map(TransportException.class::cast);
    }
}
