package io.curlew.testserver;

/**
 * Thrown by a middleware of a {@link ServerSocket} to refuse an event: no handler of its name gets it. The client hears
 * nothing of it, as from the reference server.
 */
public final class EventRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the reason that the journal shows */
    public EventRefusedException(String message) {
        super(message);
    }
}
