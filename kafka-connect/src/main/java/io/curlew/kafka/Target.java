package io.curlew.kafka;

import io.curlew.socketio.protocol.Args;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where a sink's events go. */
interface Target {

    /**
     * Returns whether the namespace is connected; if it is not, sees to it that it will be.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException when the server refuses it, and that is to be the end
     * @throws IllegalArgumentException when that can't be a namespace, or there are too many
     */
    boolean ready(String namespace);

    /** Returns how often the server has refused the namespace, with CONNECT_ERROR, and what it said last. */
    Refusals refusals(String namespace);

    /**
     * Refusals of a namespace.
     *
     * @param count how many there were since the task has begun
     * @param latest what the latest was; null when there was none
     */
    record Refusals(int count, @Nullable Throwable latest) {
        static final Refusals NONE = new Refusals(0, null);
    }

    /**
     * Emits an event.
     *
     * @return completes with the server's acknowledgement
     * @throws IllegalArgumentException when no such event can be sent, for example since it is larger than the server
     *     takes
     * @throws io.curlew.socketio.protocol.ConversionException when an argument can't be sent
     * @throws io.curlew.engineio.loop.BufferFullException when there is no room just now
     */
    CompletableFuture<Args> emit(Emission emission);

    /** Takes no more. */
    void close();
}
