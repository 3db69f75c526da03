package io.curlew.socketio.client;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.Json;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A namespace, or the connection, is no longer connected (Socket.IO protocol 5, section "Disconnection from a
 * namespace"). What the reference implementation calls its description is the cause, with status or code.
 *
 * @param reason why, in the words of the reference implementation
 * @param cause the failure behind it, when there is one; often an {@link TransportException}
 * @param willReconnect whether the client tries to connect again by itself
 * @param payload what the server said when it disconnected the namespace, an object; empty when it said nothing. The
 *     protocol has no such thing, but python-socketio refuses in this way when it is told to connect always
 */
public record Disconnection(
        DisconnectReason reason, Optional<Throwable> cause, boolean willReconnect, Optional<Json> payload) {

    /** A disconnection about which the server said nothing. */
    public Disconnection(DisconnectReason reason, Optional<Throwable> cause, boolean willReconnect) {
        this(reason, cause, willReconnect, Optional.empty());
    }

    /**
     * Returns the text of what the server said when it disconnected the namespace, as it came: the {@code message} of
     * its {@link #payload}, or all of that when it has none; empty when the server said nothing.
     */
    public Optional<String> serverMessage() {
        return payload.map(said -> said.field("message").flatMap(Json::asString).orElseGet(said::text));
    }

    /** Returns the beginning of the {@link #serverMessage}, however long that is. */
    Optional<String> serverMessage(int atMost) {
        return payload.map(said ->
                said.field("message").flatMap(text -> text.asString(atMost)).orElseGet(() -> said.text(atMost)));
    }

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
