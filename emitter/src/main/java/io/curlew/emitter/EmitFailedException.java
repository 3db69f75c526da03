package io.curlew.emitter;

/**
 * Redis did not accept a command: it rejected the command, could not be reached, or did not answer in time. The cause
 * is the exception of the Redis client, if there is one.
 */
public final class EmitFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean taken;

    private EmitFailedException(String message, boolean perhapsTaken) {
        super(message);
        this.taken = perhapsTaken;
    }

    private EmitFailedException(String message, Throwable cause, boolean perhapsTaken) {
        super(message, cause);
        this.taken = perhapsTaken;
    }

    static EmitFailedException refused(Command command, Throwable cause) {
        return new EmitFailedException("Redis refused " + command + "; see the cause", cause, true);
    }

    static EmitFailedException unanswered(Command command, String wait) {
        return new EmitFailedException(
                "Redis did not answer " + command + " " + wait + ", so it may or may not have executed it", true);
    }

    static EmitFailedException unexpected(Command command) {
        return new EmitFailedException("Redis answered " + command + " with something unexpected", true);
    }

    static EmitFailedException unsubscribed(Throwable cause) {
        return new EmitFailedException(
                "The event was not sent, because subscribing to the channels for its answers failed; see the cause",
                cause,
                false);
    }

    /**
     * Returns whether Redis may have accepted the command nevertheless. If so, emitting again may deliver the event
     * twice.
     */
    public boolean isPerhapsTaken() {
        return taken;
    }
}
