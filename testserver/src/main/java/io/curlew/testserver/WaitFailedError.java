package io.curlew.testserver;

/** A wait has failed; its message ends with the transcript of what happened instead, which need not be shown again. */
public final class WaitFailedError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient Journal journal;

    WaitFailedError(String message, Journal journal) {
        super(message);
        this.journal = journal;
    }

    /** Returns the journal of the server on which somebody waited. */
    public Journal journal() {
        return journal;
    }
}
