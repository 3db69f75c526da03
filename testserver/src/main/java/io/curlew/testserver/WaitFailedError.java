package io.curlew.testserver;

/**
 * A wait has failed. The message ends with the transcript of what happened instead, so it need not be printed again.
 */
public final class WaitFailedError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient Journal journal;

    WaitFailedError(String message, Journal journal) {
        super(message);
        this.journal = journal;
    }

    /** Returns the journal of the server for which the test waited. */
    public Journal journal() {
        return journal;
    }
}
