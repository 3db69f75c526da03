package io.curlew.socketio.protocol;

import org.jspecify.annotations.Nullable;

/** The answer that the sender of an event asked for. Can be sent once, at any time and from any thread. */
@FunctionalInterface
public interface Ack {

    /**
     * Sends the answer.
     *
     * @throws IllegalStateException when it was sent before
     * @throws ConversionException when an argument can't be encoded; another answer may then be sent
     */
    void send(@Nullable Object... args);
}
