package io.curlew.socketio.protocol;

/**
 * The peer sent something that is not a Socket.IO packet. The message names the rule and the position, never the data.
 */
public final class ParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final int offset;

    /**
     * @param rule what was expected, in words
     * @param offset where it was violated, in bytes from the start of the frame
     */
    public ParseException(String rule, int offset) {
        super(rule + " (at byte " + offset + ")");
        this.rule = rule;
        this.offset = offset;
    }

    /** Returns the rule that was violated. */
    public String rule() {
        return rule;
    }

    /** Returns the position, in bytes from the start of the frame. */
    public int offset() {
        return offset;
    }
}
