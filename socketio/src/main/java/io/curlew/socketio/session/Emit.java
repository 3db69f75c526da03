package io.curlew.socketio.session;

import io.curlew.socketio.protocol.EncodedPacket;
import java.util.OptionalLong;

/** An event that the application wants to go out, encoded already. */
public interface Emit {

    /** Returns the packet. */
    EncodedPacket packet();

    /** Returns the id under which an answer is expected, unique in the namespace; empty when none is. */
    OptionalLong ackId();

    /**
     * Returns how long to wait for the answer, with retries to each attempt, in nanoseconds; {@link ClientSession#NONE}
     * for as long as it takes.
     */
    long ackTimeout();

    /** Returns how long it may wait to be sent, in nanoseconds; {@link ClientSession#NONE} for as long as it takes. */
    long timeToLive();

    /** Returns how often to send it again when it is not answered; more than 0 only with an ack id. */
    int retries();

    /** Returns whether to discard it when it can't be written at once. */
    boolean isVolatile();
}
