package io.curlew.socketio.protocol;

/** The peer sent something that is no Socket.IO packet. The message names the rule and the place, never the data. */
public final class ParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final int offset;

    /**
     * @param rule what was expected, in words
     * @param offset where it was not met: bytes from the start of the frame
     */
    public ParseException(String rule, int offset) {
        super(rule + " (at byte " + offset + ")");
        this.rule = rule;
        this.offset = offset;
    }

    /** Returns the rule that was broken. */
    public String rule() {
        return rule;
    }

    /** Returns where: bytes from the start of the frame. */
    public int offset() {
        return offset;
    }
}
