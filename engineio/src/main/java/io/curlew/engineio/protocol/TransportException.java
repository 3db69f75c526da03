package io.curlew.engineio.protocol;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A transport ended: it could not connect, the peer closed it, or the peer violated the protocol.
 *
 * <p>The message names the transport and the phase, and says what happened. It never contains a header value, a query
 * value, a cookie, a session id or any part of a body; accessors return these, where they are available at all. Text
 * from the peer in the message is escaped as in {@link PeerText}, and the message has no more than about 1 024
 * characters.
 */
public final class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_MESSAGE = 1024;

    /** What the transport was doing. */
    public enum Phase {
        /** Resolving the name, connecting, TLS, proxy. */
        CONNECT,
        /** The Engine.IO handshake, or the WebSocket one. */
        HANDSHAKE,
        /** Waiting for packets from the server. */
        READ,
        /** Sending packets to the server. */
        WRITE,
        /** Moving the session to this transport. */
        UPGRADE
    }

    private final TransportType transport;
    private final Phase phase;
    private final CloseReason reason;
    private final OptionalInt httpStatus;
    private final OptionalInt closeCode;
    private final String closeMessage;
    private final transient Optional<ServerError> serverError;
    private final String bodyExcerpt;
    private final boolean otherVersion;
    private final boolean timeout;
    private final transient Optional<Duration> retryAfter;

    private TransportException(Builder builder) {
        super(
                builder.transport + ", " + builder.phase.name().toLowerCase(java.util.Locale.ROOT) + ": "
                        + PeerText.shown(builder.what, MAX_MESSAGE),
                builder.cause);
        this.transport = builder.transport;
        this.phase = builder.phase;
        this.reason = builder.reason;
        this.httpStatus = builder.httpStatus;
        this.closeCode = builder.closeCode;
        this.closeMessage = builder.closeMessage;
        this.serverError = builder.serverError;
        this.bodyExcerpt = builder.bodyExcerpt;
        this.retryAfter = builder.retryAfter;
        this.otherVersion = builder.otherVersion;
        this.timeout = builder.timeout;
    }

    /** The peer closed the transport, or the connection was lost. */
    public static Builder closed(TransportType transport, Phase phase, String what) {
        return new Builder(transport, phase, CloseReason.TRANSPORT_CLOSE, what);
    }

    /** The transport failed, or the peer violated the protocol. */
    public static Builder error(TransportType transport, Phase phase, String what) {
        return new Builder(transport, phase, CloseReason.TRANSPORT_ERROR, what);
    }

    /** Returns the transport that ended. */
    public TransportType transport() {
        return transport;
    }

    /** Returns what it was doing. */
    public Phase phase() {
        return phase;
    }

    /** Returns {@link CloseReason#TRANSPORT_CLOSE} or {@link CloseReason#TRANSPORT_ERROR}. */
    public CloseReason reason() {
        return reason;
    }

    /** Returns the HTTP status of the answer that ended the transport; empty if there was none. */
    public OptionalInt httpStatus() {
        return httpStatus;
    }

    /**
     * Returns the close code of the peer's WebSocket close frame; 1005 if the frame had none, empty without a frame.
     */
    public OptionalInt closeCode() {
        return closeCode;
    }

    /**
     * Returns the text of the peer's WebSocket close frame (RFC 6455, section 5.5.1), at most 123 bytes; empty if there
     * was none. May contain secrets.
     */
    public String closeMessage() {
        return closeMessage;
    }

    /** Returns the content of the Engine.IO server's refusal; empty if there was none that could be read. */
    public Optional<ServerError> serverError() {
        return serverError;
    }

    /** Returns the start of the answer's body, at most 1 KiB; empty if there was none. May contain secrets. */
    public String bodyExcerpt() {
        return bodyExcerpt;
    }

    /** Returns whether the server speaks another version of the protocol, so that trying again is useless. */
    public boolean isOtherVersion() {
        return otherVersion;
    }

    /**
     * Returns whether something took too long; {@link #phase} says what: no connection in time ({@link Phase#CONNECT}),
     * a server that is connected and does not answer ({@link Phase#HANDSHAKE}), and so on.
     */
    public boolean isTimeout() {
        return timeout;
    }

    /**
     * Returns how long the server asks to be left alone (RFC 9110, section 10.2.3), as it said; never negative, empty
     * if it does not ask.
     */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Collects the details of the failure. */
    public static final class Builder {
        private final TransportType transport;
        private final Phase phase;
        private final CloseReason reason;
        private final String what;
        private OptionalInt httpStatus = OptionalInt.empty();
        private OptionalInt closeCode = OptionalInt.empty();
        private String closeMessage = "";
        private Optional<ServerError> serverError = Optional.empty();
        private String bodyExcerpt = "";
        private Optional<Duration> retryAfter = Optional.empty();
        private boolean otherVersion;
        private boolean timeout;
        private @Nullable Throwable cause;

        private Builder(TransportType transport, Phase phase, CloseReason reason, String what) {
            this.transport = transport;
            this.phase = phase;
            this.reason = reason;
            this.what = what;
        }

        /** Adds the HTTP status of the answer. */
        public Builder httpStatus(int status) {
            httpStatus = OptionalInt.of(status);
            return this;
        }

        /** Adds the WebSocket close code. */
        public Builder closeCode(int code) {
            closeCode = OptionalInt.of(code);
            return this;
        }

        /** Adds the text of the close frame. */
        public Builder closeMessage(String text) {
            closeMessage = text;
            return this;
        }

        /** Adds the content of the Engine.IO server's refusal. */
        public Builder serverError(ServerError error) {
            serverError = Optional.of(error);
            return this;
        }

        /** Adds the start of the answer's body. */
        public Builder bodyExcerpt(String excerpt) {
            bodyExcerpt = excerpt;
            return this;
        }

        /** Marks the server as speaking another version of the protocol. */
        public Builder otherVersion() {
            otherVersion = true;
            return this;
        }

        /** Says that something took too long. */
        public Builder timeout() {
            timeout = true;
            return this;
        }

        /** Adds how long the server asks to be left alone. */
        public Builder retryAfter(Duration pause) {
            retryAfter = Optional.of(pause);
            return this;
        }

        /** Adds the cause. */
        public Builder cause(Throwable underneath) {
            cause = underneath;
            return this;
        }

        /** Returns the exception. */
        public TransportException build() {
            return new TransportException(this);
        }
    }
}
