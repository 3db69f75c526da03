package io.curlew.testserver;

/** Why a client left a namespace, in the words of the reference server. */
public enum ServerDisconnectReason {
    /** The client sent a DISCONNECT. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** This side sent a DISCONNECT. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The server is closing. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** No pong came in time. */
    PING_TIMEOUT("ping timeout"),
    /** The client closed the connection, or it was lost. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed. */
    TRANSPORT_ERROR("transport error"),
    /** The client sent something that is not a packet, or not one that may come at that point. */
    PARSE_ERROR("parse error"),
    /** This side closed or dropped the connection. */
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
