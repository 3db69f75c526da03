package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Failures;
import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.TypeRef;
import io.curlew.socketio.session.ConnectFailure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A namespace could not be connected. If the server has refused, the message names the namespace and quotes the server,
 * on one line, escaped as in {@link PeerText} and cut after 256 characters; {@link #serverMessage} returns the server's
 * text alone and in full. The cause is the failure of the connection or of the auth data, if there is one, often a
 * {@link io.curlew.engineio.protocol.TransportException}.
 */
public final class ConnectFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a namespace could not be connected. */
    public enum Reason {
        /**
         * The server has refused with a CONNECT_ERROR packet; {@link #data} may contain details. The client retries
         * only if {@link SocketIoClientBuilder#retryWhenRefused} says so.
         */
        REFUSED,
        /** The server's answer has no session id, as with Socket.IO 2. The client does not retry by itself. */
        NO_SESSION_ID,
        /** The server did not answer within the connect timeout. */
        NO_ANSWER,
        /**
         * The auth data was not available, not available in time, or could not be encoded. The client retries only
         * while reconnecting after a lost connection.
         */
        NO_AUTH,
        /** The connection could not be opened. */
        NOT_OPENED,
        /**
         * The connection could not be opened in time: the server could not be reached, or it did not answer the
         * handshake. The cause says which.
         */
        TIMED_OUT,
        /** The connection was lost, or the server disconnected the namespace, before it answered. */
        LOST,
        /** The application left the namespace, or closed the client, before the server answered. */
        LEFT,
        /** The deadline passed to connect has expired; the cause is the last failure before it. */
        LATE
    }

    private final Reason reason;
    private final transient Optional<Json> payload;
    private final boolean willRetry;

    private ConnectFailedException(
            Reason reason, String message, Optional<Json> payload, @Nullable Throwable cause, boolean willRetry) {
        super(message, cause);
        this.reason = reason;
        this.payload = payload;
        this.willRetry = willRetry;
    }

    static ConnectFailedException of(String namespace, ConnectFailure why, boolean willRetry) {
        return why.to(new Translation(namespace, willRetry));
    }

    static ConnectFailedException late(Duration deadline, @Nullable Throwable lastFailure) {
        String message = "Not connected within " + DurationText.of(deadline)
                + (lastFailure == null
                        ? ": the attempt was still under way"
                        : "; the latest failure: " + Failures.message(lastFailure));
        return new ConnectFailedException(Reason.LATE, message, Optional.empty(), lastFailure, false);
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns the content of the server's refusal, an object with {@code message} and optionally {@code data}, or a
     * string; also what the server says when it disconnects the namespace before it has answered. Empty if the server
     * said nothing.
     */
    public Optional<Json> payload() {
        return payload;
    }

    /**
     * Returns the server's full message unchanged: it may have any length and contain line breaks and control
     * characters. Empty if the {@link #payload} is empty or has no message.
     */
    public Optional<String> serverMessage() {
        return payload.flatMap(ConnectFailedException::messageIn).flatMap(Json::asString);
    }

    /**
     * Returns the {@code data} of the server's refusal, in the reference implementation the {@code error.data} passed
     * to {@code next(error)}; empty if this is not a refusal, or one without data.
     */
    public Optional<Json> data() {
        return payload.flatMap(object -> object.field("data"));
    }

    /**
     * Returns the {@link #data()} converted to a type, as arguments of events are.
     *
     * @throws io.curlew.socketio.protocol.ConversionException when it is null or does not fit the type
     */
    public <T> Optional<T> data(Class<T> type) {
        return data().map(json -> json.as(type));
    }

    /** Returns the {@link #data()} converted to a generic type; see {@link #data(Class)}. */
    public <T> Optional<T> data(TypeRef<T> type) {
        return data().map(json -> json.as(type));
    }

    /** Returns whether the client tries again by itself. Always false for an exception that a future fails with. */
    public boolean willRetry() {
        return willRetry;
    }

    private static Optional<Json> messageIn(Json payload) {
        return payload.field("message").or(() -> Optional.of(payload));
    }

    /** Says what the session knows of a failure. */
    private record Translation(String namespace, boolean willRetry)
            implements ConnectFailure.Handler<ConnectFailedException> {

        @Override
        public ConnectFailedException take(ConnectFailure.Refused refused) {
            String said = messageIn(refused.payload())
                    .flatMap(text -> text.asString(PeerText.SENTENCE + 1))
                    .map(text -> ": " + PeerText.opening(text))
                    .orElse("");
            String message = "The server refuses the namespace " + PeerText.name(namespace) + said;
            return new ConnectFailedException(Reason.REFUSED, message, Optional.of(refused.payload()), null, willRetry);
        }

        @Override
        public ConnectFailedException take(ConnectFailure.NoSessionId failure) {
            return failed(
                    Reason.NO_SESSION_ID,
                    "The server's answer for the namespace " + PeerText.name(namespace)
                            + " has no session id: it seems to be a Socket.IO 2 server, which speaks another protocol than"
                            + " versions 3 and later",
                    null);
        }

        @Override
        public ConnectFailedException take(ConnectFailure.NoAnswer failure) {
            return failed(
                    Reason.NO_ANSWER,
                    "The server did not answer CONNECT for the namespace " + PeerText.name(namespace)
                            + " within the connect timeout of " + DurationText.of(failure.limit()),
                    null);
        }

        @Override
        public ConnectFailedException take(ConnectFailure.NoAuth failure) {
            return failed(
                    Reason.NO_AUTH,
                    "The auth data for the namespace " + PeerText.name(namespace) + " could not be obtained or sent: "
                            + Failures.message(failure.cause()),
                    failure.cause());
        }

        @Override
        public ConnectFailedException take(ConnectFailure.NotOpened failure) {
            String message = "The connection could not be opened: " + Failures.message(failure.cause());
            boolean late = failure.cause() instanceof TransportException transport && transport.isTimeout();
            return failed(late ? Reason.TIMED_OUT : Reason.NOT_OPENED, message, failure.cause());
        }

        @Override
        public ConnectFailedException take(ConnectFailure.Lost lost) {
            String message = "The connection was lost before the server answered for the namespace "
                    + PeerText.name(namespace) + ": " + lost.reason();
            return new ConnectFailedException(
                    Reason.LOST, message, lost.said(), lost.cause().orElse(null), willRetry);
        }

        @Override
        public ConnectFailedException take(ConnectFailure.Left failure) {
            return failed(
                    Reason.LEFT,
                    "The namespace " + PeerText.name(namespace)
                            + " was left, or the client closed, before the server answered",
                    null);
        }

        private ConnectFailedException failed(Reason reason, String message, @Nullable Throwable cause) {
            return new ConnectFailedException(reason, message, Optional.empty(), cause, willRetry);
        }
    }
}
