package io.curlew.testserver;

/** Why a client left a namespace, in the words of the reference server. */
public enum ServerDisconnectReason {
    /** The client sent a DISCONNECT. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The server sent a DISCONNECT. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The server is closing. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** No pong arrived in time. */
    PING_TIMEOUT("ping timeout"),
    /** The client closed the connection, or it was lost. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed. */
    TRANSPORT_ERROR("transport error"),
    /** The client sent an invalid packet, or one that is not allowed at that point. */
    PARSE_ERROR("parse error"),
    /** The server closed or dropped the connection. */
    FORCED_CLOSE("forced close");

    private final String text;

    ServerDisconnectReason(String text) {
        this.text = text;
    }

    /** Returns the reference server's wording, for example {@code transport close}. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
