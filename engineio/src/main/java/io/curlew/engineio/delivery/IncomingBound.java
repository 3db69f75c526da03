package io.curlew.engineio.delivery;

/**
 * How much may have arrived and not yet been taken by the application. Beyond either limit reading stops. Not API.
 *
 * @param messages how many messages
 * @param bytes how much memory they may take, about: their data, and something for each, since very many small messages
 *     take more for what is around them than for what is in them
 */
public record IncomingBound(int messages, long bytes) {
    /** What holds when nothing else is said. */
    public static final IncomingBound DEFAULT = new IncomingBound(10_000, 16L * 1024 * 1024);

    /** @throws IllegalArgumentException when there is not room for at least one of each */
    public IncomingBound {
        if (messages < 1 || bytes < 1) {
            throw new IllegalArgumentException("The incoming bound needs room for at least one message and one byte");
        }
    }
}
