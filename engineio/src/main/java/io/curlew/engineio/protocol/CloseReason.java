package io.curlew.engineio.protocol;

/** Why a session ended, in the terms of the reference implementation. */
public enum CloseReason {
    /** The peer closed the transport, or the connection of an open session was lost. */
    TRANSPORT_CLOSE("transport close"),
    /** The transport failed: it could not connect and open a session, or the peer violated the protocol. */
    TRANSPORT_ERROR("transport error"),
    /** No ping arrived within pingInterval + pingTimeout. */
    PING_TIMEOUT("ping timeout"),
    /** The client closed the session. */
    FORCED_CLOSE("forced close"),
    /** The application did not read for longer than allowed, while the server kept sending. */
    SLOW_CONSUMER("slow consumer");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** Returns the reference implementation's wording, for example {@code transport close}. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
