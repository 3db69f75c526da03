package io.curlew.emitter;

/**
 * How much the Redis client may have of ours. A client that waits for its connection, or for replies, may keep what was
 * given up, with all that it carries, and does not tell when it lets go of that. But Redis answers in order: once it
 * has answered a later command, nothing is left of those before.
 */
final class Pending {
    private final int maxCommands;
    private final long maxBytes;
    private int commands;
    private long bytes;
    private int commandsGivenUp; // of those
    private long bytesGivenUp;

    Pending(int maxCommands, long maxBytes) {
        this.maxCommands = maxCommands;
        this.maxBytes = maxBytes;
    }

    /** Returns whether a command may be sent. One always may, however large, and though Redis seems to be away. */
    synchronized boolean reserve(Command command) {
        boolean fits = commands == commandsGivenUp || (commands < maxCommands && bytes + command.bytes() <= maxBytes);
        if (fits) {
            commands++;
            bytes += command.bytes();
        }
        return fits;
    }

    /** The Redis client could not send a command, which says nothing of the others. */
    synchronized void failed(Command command) {
        commands--;
        bytes -= command.bytes();
    }

    /** Redis has answered a command. */
    synchronized void settled(Command command) {
        commands -= 1 + commandsGivenUp;
        bytes -= command.bytes() + bytesGivenUp;
        commandsGivenUp = 0;
        bytesGivenUp = 0;
    }

    /** Nobody waits for the command any more. */
    synchronized void givenUp(Command command) {
        commandsGivenUp++;
        bytesGivenUp += command.bytes();
    }
}
