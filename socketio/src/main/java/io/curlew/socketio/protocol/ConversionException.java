package io.curlew.socketio.protocol;

/** A value can't be turned into JSON, or an argument can't be turned into the type that was asked for. */
public final class ConversionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message which value or argument, which type, and the path inside it
     * @param cause what the codec says
     */
    public ConversionException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message which value or argument, and what is wrong with it */
    public ConversionException(String message) {
        super(message);
    }
}
