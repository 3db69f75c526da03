package io.curlew.testserver;

/**
 * A middleware of a {@link ServerSocket} throws this to refuse an event: the handlers for its name do not receive it.
 * The client is not notified, as with the reference server.
 */
public final class EventRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the reason, shown in the journal */
    public EventRefusedException(String message) {
        super(message);
    }
}
