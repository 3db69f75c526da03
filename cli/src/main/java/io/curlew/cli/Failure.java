package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Disconnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A command could not do what was asked. The message is one line for the person at the prompt. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String hint;
    private final String data;

    Failure(String message) {
        this(ExitCode.FAILED, message);
    }

    Failure(int exitCode, String message) {
        this(exitCode, message, "", "", null);
    }

    Failure(String message, Throwable cause) {
        this(ExitCode.FAILED, message + ": " + describe(cause), "", "", cause);
    }

    private Failure(int exitCode, String message, String hint, String data, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.hint = hint;
        this.data = data;
    }

    /** Something that no command foresaw; a wrong argument, if that is what it is. */
    static Failure of(Throwable thrown) {
        int exitCode = thrown instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.FAILED;
        return new Failure(exitCode, describe(thrown), "", "", thrown);
    }

    /** Returns the same with a sentence that says what may be tried. */
    Failure hint(String sentence) {
        return new Failure(exitCode, getMessage(), sentence, data, getCause());
    }

    /** Returns the same with what the server says besides, as JSON on one line. */
    Failure data(String json) {
        return new Failure(exitCode, getMessage(), hint, json, getCause());
    }

    int exitCode() {
        return exitCode;
    }

    Optional<String> hint() {
        return Optional.of(hint).filter(text -> !text.isEmpty());
    }

    Optional<String> data() {
        return Optional.of(data).filter(text -> !text.isEmpty());
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
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

    /** Says why a connection ended, with the beginning of what the server said. */
    static String describe(Disconnection why) {
        return why.reason()
                + why.serverMessage().map(said -> ": " + PeerText.opening(said)).orElse("");
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
     * The innermost cause, if the network failed: "Connection refused", say. Other causes may repeat secrets. What the
     * client says of its connection has the words in it.
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
