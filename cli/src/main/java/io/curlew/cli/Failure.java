package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.socketio.client.ConnectFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A command could not do what was asked. The message is one line for the person at the prompt. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message + ": " + describe(cause), cause);
    }

    /** Says in one line what went wrong, leaving out what only wraps it, with the network's own words for it. */
    static String describe(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        String words = firstLine(failure);
        return networkFailure(failure)
                .map(Failure::firstLine)
                .filter(reason -> !words.contains(reason))
                .map(reason -> words + " (" + reason + ")")
                .orElse(words);
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        while (isWrapper(failure) && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof CompletionException
                || thrown instanceof ExecutionException
                || thrown instanceof UncheckedIOException
                || (thrown instanceof ConnectFailedException && thrown.getCause() instanceof TransportException);
    }

    /**
     * The innermost cause, if the network failed: "Connection refused", say. Other causes may repeat secrets. What the client
     * says of its connection has the words in it.
     */
    private static Optional<Throwable> networkFailure(Throwable failure) {
        if (failure instanceof TransportException) {
            return Optional.empty();
        }
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return Optional.of(innermost).filter(IOException.class::isInstance);
    }

    private static String firstLine(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : PeerText.escaped(message.lines().findFirst().orElseThrow());
    }
}
