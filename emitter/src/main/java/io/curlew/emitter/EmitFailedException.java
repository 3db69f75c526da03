package io.curlew.emitter;

import org.jspecify.annotations.Nullable;

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

    private EmitFailedException(String message, @Nullable Throwable cause, boolean perhapsTaken) {
        super(message, cause);
        this.taken = perhapsTaken;
    }

    static EmitFailedException refused(Command command, Throwable cause) {
        return new EmitFailedException("Redis refused " + command + "; see the cause", cause, false);
    }

    static EmitFailedException uncertain(Command command, Throwable cause) {
        return new EmitFailedException(
                "Sending " + command + " to Redis failed, so it may or may not have executed it; see the cause",
                cause,
                true);
    }

    /** The same for an event that was sent all the same, where this is of the command that counts the servers. */
    EmitFailedException ofTheCount() {
        return new EmitFailedException(getMessage() + "; the event itself may have been sent", getCause(), true);
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
     * twice. False when Redis answered with an error: then it has not executed the command.
     */
    public boolean isPerhapsTaken() {
        return taken;
    }
}
