package io.curlew.socketio.protocol;

/**
 * The limits of one packet in a {@link DefaultParser}. Derive them from {@link #defaults()}. The maximum size of a
 * packet with its attachments is a setting of the connection: its limit for a message applies to all of them together.
 *
 * @param maxAttachments the maximum number of attachments of a packet, in both directions; 10 as in the reference
 *     implementation, because a server with a lower limit than ours closes the connection
 * @param maxDepth the maximum nesting depth of arrays and objects in an incoming packet, including the array of
 *     arguments
 * @param maxNumberDigits the maximum number of digits of a number in an incoming packet: the time to convert a number
 *     grows with the square of its length
 */
public record ParserLimits(int maxAttachments, int maxDepth, int maxNumberDigits) {
    private static final ParserLimits DEFAULTS = new ParserLimits(10, 512, 1000);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is less than 1 (attachments: less than 0)
     */
    public ParserLimits {
        atLeast(0, maxAttachments, "maxAttachments");
        atLeast(1, maxDepth, "maxDepth");
        atLeast(1, maxNumberDigits, "maxNumberDigits");
    }

    /** Returns 10 attachments, 512 levels and 1000 digits. */
    public static ParserLimits defaults() {
        return DEFAULTS;
    }

    /** Returns a copy with another maximum number of attachments. */
    public ParserLimits withMaxAttachments(int max) {
        return new ParserLimits(max, maxDepth, maxNumberDigits);
    }

    /** Returns a copy with another maximum depth. */
    public ParserLimits withMaxDepth(int max) {
        return new ParserLimits(maxAttachments, max, maxNumberDigits);
    }

    /** Returns a copy with another maximum number of digits. */
    public ParserLimits withMaxNumberDigits(int max) {
        return new ParserLimits(maxAttachments, maxDepth, max);
    }

    private static void atLeast(int min, int value, String name) {
        if (value < min) {
            throw new IllegalArgumentException(name + " must be at least " + min);
        }
    }
}
