package io.curlew.socketio.protocol;

/**
 * A value can't be turned into JSON, or an argument can't be turned into the type that was asked for. The message may
 * have names in it that the peer chose, so it is escaped: control characters, line breaks and the like stand there as
 * in Java; and it is cut after 1 024 characters.
 */
public final class ConversionException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 20; // more than anyone reads; a chain may be a circle
    private static final int MAX_MESSAGE = 1024;

    /**
     * @param message which value or argument, which type, and the path inside it
     * @param cause what the codec says
     */
    public ConversionException(String message, Throwable cause) {
        super(PeerText.shown(message, MAX_MESSAGE), cause);
    }

    /** @param message which value or argument, and what is wrong with it */
    public ConversionException(String message) {
        super(PeerText.shown(message, MAX_MESSAGE));
    }

    /**
     * Returns an exception that tells of a codec's failure without quoting anything: its causes are the names of the
     * failure's class and of its causes' classes, with their stack traces, and none of their messages. JSON libraries
     * put the value that they stumble over into theirs, and the values may be secret.
     *
     * @param message which value or argument, which type, and the path inside it
     */
    public static ConversionException withoutValues(String message, Throwable failure) {
        return new ConversionException(message, outline(failure, MAX_CAUSES));
    }

    private static ConversionException outline(Throwable failure, int more) {
        ConversionException outline = new ConversionException(failure.getClass().getName());
        outline.setStackTrace(failure.getStackTrace());
        if (failure.getCause() != null && more > 1) {
            outline.initCause(outline(failure.getCause(), more - 1));
        }
        return outline;
    }
}
