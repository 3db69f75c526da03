package io.curlew.testserver;

import io.curlew.socketio.protocol.Args;
import org.jspecify.annotations.Nullable;

/** An event that a client sent. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are written
public final class ServerEvent {

    ServerEvent() {}

    /** Returns the socket it came on. */
    public ServerSocket socket() {
        throw new UnsupportedOperationException();
    }

    /** Returns its name. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** Returns its arguments. */
    public Args args() {
        throw new UnsupportedOperationException();
    }

    /** Returns whether the client asked for an answer. */
    public boolean wantsAck() {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends the answer; dropped when the client has left.
     *
     * @throws IllegalStateException when the client asked for none, or was answered before
     * @throws io.curlew.socketio.protocol.ConversionException when a value can't be encoded
     */
    public void ack(@Nullable Object @Nullable ... args) {
        throw new UnsupportedOperationException();
    }
}
