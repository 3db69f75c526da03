package io.curlew.socketio.protocol;

/** Why a namespace was left, in the words of the reference implementation. */
public enum DisconnectReason {
    /** The server disconnected this namespace. */
    IO_SERVER_DISCONNECT("io server disconnect"),
    /** This side asked for it. */
    IO_CLIENT_DISCONNECT("io client disconnect"),
    /** No ping came in time. */
    PING_TIMEOUT("ping timeout"),
    /** The connection was closed by the peer, or lost. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed. */
    TRANSPORT_ERROR("transport error"),
    /** The peer sent something that is no Socket.IO packet. */
    PARSE_ERROR("parse error"),
    /** The application did not read for longer than it may, while the server kept sending. */
    SLOW_CONSUMER("slow consumer");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** Returns the reference implementation's wording, for example {@code io server disconnect}. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
