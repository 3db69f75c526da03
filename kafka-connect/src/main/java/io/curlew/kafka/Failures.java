package io.curlew.kafka;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.ConnectFailedException;
import java.util.concurrent.CompletionException;

/** What a task asks of a failure. */
final class Failures {
    private Failures() {}

    /** Returns why a future has failed. */
    static Throwable cause(CompletionException failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : cause;
    }

    /** Returns the beginning of the message, in which the server may have a say. */
    static String opening(Throwable failure) {
        return PeerText.opening(failure.getMessage() + whyLost(failure));
    }

    /** A message that a connection was lost does not say why. */
    private static String whyLost(Throwable failure) {
        Throwable cause = failure.getCause();
        return is(failure, ConnectFailedException.Reason.LOST) && cause != null ? ": " + cause.getMessage() : "";
    }

    static boolean is(Throwable failure, ConnectFailedException.Reason reason) {
        return failure instanceof ConnectFailedException connect && connect.reason() == reason;
    }
}
