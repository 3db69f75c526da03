package io.curlew.socketio.client;

import io.curlew.socketio.protocol.Args;

/** Takes the answer to one event. Exactly one of the two methods is called, once, in the order of the wire. */
@FunctionalInterface
public interface AckCallback {

    /** The answer arrived. */
    void answered(Args args);

    /** There will be no answer. Does nothing unless overridden. */
    default void failed(AckException why) {}
}
