package io.curlew.interop.socketio;

/** The server refused a client's CONNECT. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Object data;

    Refused(String message, Object data) {
        super(message);
        this.data = data;
    }

    /** Returns what the server said beside the message; null when nothing. */
    Object data() {
        return data;
    }
}
