package io.curlew.interop.socketio;

/** No answer came in time. */
final class AckTimedOut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AckTimedOut(Throwable cause) {
        super(cause);
    }
}
