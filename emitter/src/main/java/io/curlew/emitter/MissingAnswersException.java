package io.curlew.emitter;

import org.jspecify.annotations.Nullable;

/** Some answers to an event are missing. {@link #answers} returns the others. */
public final class MissingAnswersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why answers are missing. */
    public enum Reason {
        /** They did not arrive in time. */
        TIMEOUT,
        /** The emitter was closed. */
        CLOSED,
        /** The answers exceeded a limit of the emitter, or one of them is malformed. */
        REFUSED
    }

    private final Reason reason;
    private final transient Answers answers;

    /** @param cause why the first answer that can't be read can't be; null without one */
    MissingAnswersException(Reason reason, String message, Answers answers, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.answers = answers;
    }

    /** Returns why answers are missing. */
    public Reason reason() {
        return reason;
    }

    /** Returns the answers that did arrive. */
    public Answers answers() {
        return answers;
    }
}
