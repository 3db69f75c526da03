package io.curlew.socketio.client;

import io.curlew.socketio.protocol.Args;

/** Receives the answer to one event. Exactly one of the two methods is called, once, in wire order. */
@FunctionalInterface
public interface AckCallback {

    /** The answer arrived. */
    void answered(Args args);

    /**
     * There will be no answer. Unless this is overridden, it throws the exception, so that the client's error handler
     * is called, as for anything else that a callback throws.
     */
    default void failed(AckException why) {
        throw why;
    }
}
