package io.curlew.socketio.protocol;

/**
 * A value cannot be written as JSON, or an argument cannot be read as the requested type. The message can contain names
 * that the peer chose, so it is escaped (control characters, line breaks and the like are shown as in Java) and cut
 * after 1 024 characters.
 */
public final class ConversionException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 20; // more than anyone reads; a chain may be a circle
    private static final int MAX_MESSAGE = 1024;

    /**
     * @param message which value or argument, which type, and the path inside it
     * @param cause the failure of the codec
     */
    public ConversionException(String message, Throwable cause) {
        super(PeerText.shown(message, MAX_MESSAGE), cause);
    }

    /** @param message which value or argument, and what is wrong with it */
    public ConversionException(String message) {
        super(PeerText.shown(message, MAX_MESSAGE));
    }

    /**
     * Returns an exception that describes a codec's failure without quoting values: its causes have the names of the
     * failure's class and of the classes of its causes, with their stack traces, but without their messages. JSON
     * libraries put the value on which they fail into their messages, and values may be secret.
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
