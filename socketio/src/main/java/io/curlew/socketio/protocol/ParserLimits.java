package io.curlew.socketio.protocol;

/**
 * What one packet may ask of a {@link DefaultParser}. Derive from {@link #defaults()}. How large it may be with its
 * attachments is the connection's matter, whose limit for a message holds for them together.
 *
 * @param maxAttachments how many attachments a packet may have, in both directions; 10 as in the reference
 *     implementation, since a server with a lower limit than ours closes the connection
 * @param maxDepth how deep arrays and objects may be nested in an incoming packet, the array of arguments included
 * @param maxNumberDigits how many digits a number in an incoming packet may have: the time to convert it grows with the
 *     square
 */
public record ParserLimits(int maxAttachments, int maxDepth, int maxNumberDigits) {
    private static final ParserLimits DEFAULTS = new ParserLimits(10, 512, 1000);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException when one is less than 1 (attachments: less than 0)
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

    /** Returns these limits with another number of attachments. */
    public ParserLimits withMaxAttachments(int max) {
        return new ParserLimits(max, maxDepth, maxNumberDigits);
    }

    /** Returns these limits with another depth. */
    public ParserLimits withMaxDepth(int max) {
        return new ParserLimits(maxAttachments, max, maxNumberDigits);
    }

    /** Returns these limits with another number of digits. */
    public ParserLimits withMaxNumberDigits(int max) {
        return new ParserLimits(maxAttachments, maxDepth, max);
    }

    private static void atLeast(int min, int value, String name) {
        if (value < min) {
            throw new IllegalArgumentException(name + " must be at least " + min);
        }
    }
}
