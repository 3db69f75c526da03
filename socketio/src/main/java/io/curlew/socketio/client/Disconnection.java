package io.curlew.socketio.client;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.socketio.protocol.DisconnectReason;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A namespace, or the connection, is no longer connected (Socket.IO protocol 5, section "Disconnection from a namespace"). What
 * the reference implementation calls its description is the cause, with status or code.
 *
 * @param reason why, in the words of the reference implementation
 * @param cause the failure behind it, when there is one; often an {@link TransportException}
 * @param willReconnect whether the client tries to connect again by itself
 */
public record Disconnection(DisconnectReason reason, Optional<Throwable> cause, boolean willReconnect) {

    /** Returns the WebSocket close code, when the server sent one. */
    public OptionalInt closeCode() {
        return transportFailure().map(TransportException::closeCode).orElseGet(OptionalInt::empty);
    }

    /** Returns the HTTP status, when an HTTP answer ended the connection. */
    public OptionalInt httpStatus() {
        return transportFailure().map(TransportException::httpStatus).orElseGet(OptionalInt::empty);
    }

    /** Returns what the server's WebSocket close frame said; empty when there was none, or nothing in it. */
    public String closeMessage() {
        return transportFailure().map(TransportException::closeMessage).orElse("");
    }

    private Optional<TransportException> transportFailure() {
        return cause.filter(TransportException.class::isInstance).map(TransportException.class::cast);
    }
}
