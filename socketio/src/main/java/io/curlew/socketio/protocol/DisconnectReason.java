package io.curlew.socketio.protocol;

/** Why a namespace was disconnected, in the terms of the reference implementation. */
public enum DisconnectReason {
    /** The server disconnected this namespace. */
    IO_SERVER_DISCONNECT("io server disconnect"),
    /** The client disconnected it. */
    IO_CLIENT_DISCONNECT("io client disconnect"),
    /** No ping arrived in time. */
    PING_TIMEOUT("ping timeout"),
    /** The peer closed the connection, or it was lost. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed. */
    TRANSPORT_ERROR("transport error"),
    /** The peer sent something that is not a Socket.IO packet. */
    PARSE_ERROR("parse error"),
    /** The application did not read for longer than allowed, while the server kept sending. */
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
