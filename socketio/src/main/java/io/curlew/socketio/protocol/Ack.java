package io.curlew.socketio.protocol;

import org.jspecify.annotations.Nullable;

/** Sends the answer that the sender of an event asked for, once, at any time and from any thread. */
@FunctionalInterface
public interface Ack {

    /**
     * Sends the answer.
     *
     * @throws IllegalStateException if an answer was sent before
     * @throws ConversionException if an argument cannot be encoded; another answer can then be sent
     */
    void send(@Nullable Object... args);
}
