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
        return new EmitFailedException("Redis did not take " + command + ": the cause says why", cause, true);
    }

    static EmitFailedException unanswered(Command command, String wait) {
        return new EmitFailedException(
                "Redis did not answer " + command + " " + wait + "; whether it took it is not known", true);
    }

    static EmitFailedException unexpected(Command command) {
        return new EmitFailedException("Redis answered " + command + " with something that is no answer to it", true);
    }

    static EmitFailedException unsubscribed(Throwable cause) {
        return new EmitFailedException(
                "The event was not sent, since the channels for its answers can't be listened to: the cause says why",
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
