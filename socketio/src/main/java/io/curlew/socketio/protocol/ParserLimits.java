package io.curlew.socketio.protocol;

/**
 * What one packet may ask of a {@link DefaultParser}. Derive from {@link #defaults()}.
 *
 * @param maxAttachments how many attachments a packet may have, in both directions; 10 as in the reference
 *     implementation, since a server with a lower limit than ours closes the connection
 * @param maxDepth how deep arrays and objects may be nested in an incoming packet, the array of arguments included
 * @param maxNumberDigits how many digits a number in an incoming packet may have: the time to convert it grows with the
 *     square
 * @param maxPacketBytes how many bytes an incoming packet and its attachments may have together
 */
public record ParserLimits(int maxAttachments, int maxDepth, int maxNumberDigits, long maxPacketBytes) {
    private static final ParserLimits DEFAULTS = new ParserLimits(10, 512, 1000, 100 << 20);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException when one is less than 1 (attachments: less than 0)
     */
    public ParserLimits {
        atLeast(0, maxAttachments, "maxAttachments");
        atLeast(1, maxDepth, "maxDepth");
        atLeast(1, maxNumberDigits, "maxNumberDigits");
        atLeast(1, maxPacketBytes, "maxPacketBytes");
    }

    /** Returns 10 attachments, 512 levels, 1000 digits and 100 MiB, the reference's largest WebSocket message. */
    public static ParserLimits defaults() {
        return DEFAULTS;
    }

    /** Returns these limits with another number of attachments. */
    public ParserLimits withMaxAttachments(int max) {
        return new ParserLimits(max, maxDepth, maxNumberDigits, maxPacketBytes);
    }

    /** Returns these limits with another depth. */
    public ParserLimits withMaxDepth(int max) {
        return new ParserLimits(maxAttachments, max, maxNumberDigits, maxPacketBytes);
    }

    /** Returns these limits with another number of digits. */
    public ParserLimits withMaxNumberDigits(int max) {
        return new ParserLimits(maxAttachments, maxDepth, max, maxPacketBytes);
    }

    /** Returns these limits with another packet size. */
    public ParserLimits withMaxPacketBytes(long max) {
        return new ParserLimits(maxAttachments, maxDepth, maxNumberDigits, max);
    }

    private static void atLeast(long min, long value, String name) {
        if (value < min) {
            throw new IllegalArgumentException(name + " must be at least " + min);
        }
    }
}
