package io.curlew.socketio.client;

import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.session.ConnectFailure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A namespace could not be connected. */
public final class ConnectFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Json> payload;
    private final boolean willRetry;

    private ConnectFailedException(
            String message, Optional<Json> payload, @Nullable Throwable cause, boolean willRetry) {
        super(message, cause);
        this.payload = payload;
        this.willRetry = willRetry;
    }

    static ConnectFailedException of(ConnectFailure why, boolean willRetry) {
        Optional<Json> payload =
                why instanceof ConnectFailure.Refused refused ? Optional.of(refused.payload()) : Optional.empty();
        return new ConnectFailedException(message(why), payload, cause(why), willRetry);
    }

    static ConnectFailedException late(Duration deadline, @Nullable Throwable lastFailure) {
        return new ConnectFailedException("Not connected after " + deadline, Optional.empty(), lastFailure, false);
    }

    /**
     * Returns what the server says of its refusal: an object with {@code message} and perhaps {@code data}, or a string;
     * empty when it was no refusal.
     */
    public Optional<Json> payload() {
        return payload;
    }

    /** Returns whether the client tries again by itself. What fails a future never does. */
    public boolean willRetry() {
        return willRetry;
    }

    private static String message(ConnectFailure why) {
        if (why instanceof ConnectFailure.Refused refused) {
            return refused.payload()
                    .field("message")
                    .or(() -> Optional.of(refused.payload()))
                    .flatMap(Json::asString)
                    .orElse("The server refuses");
        }
        if (why instanceof ConnectFailure.NoSessionId) {
            return "The server's answer has no session id: it seems to be a Socket.IO 2 server, which speaks another"
                    + " protocol than versions 3 and later";
        }
        if (why instanceof ConnectFailure.NoAnswer) {
            return "The server did not answer in time";
        }
        if (why instanceof ConnectFailure.NoAuth) {
            return "The auth data could not be had";
        }
        if (why instanceof ConnectFailure.NotOpened notOpened) {
            return "The connection could not be opened: " + notOpened.cause().getMessage();
        }
        if (why instanceof ConnectFailure.Lost lost) {
            return "The connection was lost before the server's answer: " + lost.reason();
        }
        return "The namespace was left, or the client closed, before the server's answer";
    }

    private static @Nullable Throwable cause(ConnectFailure why) {
        if (why instanceof ConnectFailure.NoAuth noAuth) {
            return noAuth.cause();
        }
        if (why instanceof ConnectFailure.NotOpened notOpened) {
            return notOpened.cause();
        }
        return why instanceof ConnectFailure.Lost lost ? lost.cause().orElse(null) : null;
    }
}
