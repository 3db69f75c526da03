package io.curlew.socketio.client;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.Json;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A namespace, or the connection, is no longer connected (Socket.IO protocol 5, section "Disconnection from a
 * namespace"). The cause, with status or close code, is what the reference implementation calls the description.
 *
 * @param reason why, in the terms of the reference implementation
 * @param cause the failure that caused it, if any, often a {@link TransportException}
 * @param willReconnect whether the client tries to reconnect by itself
 * @param payload what the server said when it disconnected the namespace, an object; empty if it said nothing. The
 *     protocol does not define this, but python-socketio refuses clients in this way when {@code always_connect} is set
 */
public record Disconnection(
        DisconnectReason reason, Optional<Throwable> cause, boolean willReconnect, Optional<Json> payload) {

    /** A disconnection for which the server gave no reason. */
    public Disconnection(DisconnectReason reason, Optional<Throwable> cause, boolean willReconnect) {
        this(reason, cause, willReconnect, Optional.empty());
    }

    /**
     * Returns the text that the server gave when it disconnected the namespace, unchanged: the {@code message} of its
     * {@link #payload}, or the whole payload if it has none; empty if the server said nothing.
     */
    public Optional<String> serverMessage() {
        return payload.map(said -> said.field("message").flatMap(Json::asString).orElseGet(said::text));
    }

    /** Returns the beginning of the {@link #serverMessage}, however long that is. */
    Optional<String> serverMessage(int atMost) {
        return payload.map(said ->
                said.field("message").flatMap(text -> text.asString(atMost)).orElseGet(() -> said.text(atMost)));
    }

    /** Returns the WebSocket close code, if the server sent one. */
    public OptionalInt closeCode() {
        return transportFailure().map(TransportException::closeCode).orElseGet(OptionalInt::empty);
    }

    /** Returns the HTTP status, if an HTTP answer ended the connection. */
    public OptionalInt httpStatus() {
        return transportFailure().map(TransportException::httpStatus).orElseGet(OptionalInt::empty);
    }

    /** Returns the text of the server's WebSocket close frame; empty if there was none. */
    public String closeMessage() {
        return transportFailure().map(TransportException::closeMessage).orElse("");
    }

    private Optional<TransportException> transportFailure() {
        return cause.filter(TransportException.class::isInstance).map(TransportException.class::cast);
    }
}
