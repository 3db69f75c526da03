package io.curlew.kafka;

import io.curlew.socketio.protocol.Args;
import java.util.concurrent.CompletableFuture;

/** Where a sink's events go. */
interface Target {

    /**
     * Returns whether the namespace is connected; if it is not, sees to it that it will be.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException when the server refuses it, and that is to be the end
     */
    boolean ready(String namespace);

    /**
     * Emits an event.
     *
     * @return completes with the server's acknowledgement
     * @throws IllegalArgumentException when no such event can be sent
     * @throws io.curlew.socketio.protocol.ConversionException when an argument can't be sent
     * @throws io.curlew.engineio.loop.BufferFullException when there is no room just now
     */
    CompletableFuture<Args> emit(Emission emission);

    /** Takes no more. */
    void close();
}
