package io.curlew.socketio.client;

import io.curlew.socketio.protocol.DisconnectReason;
import java.time.Duration;

/**
 * Counts and times what a client does: the methods of {@link Metrics} but {@code built}. Each does nothing unless
 * overridden.
 */
interface Meter {
    /** Counts nothing, so that no clock is read for it. */
    Meter NONE = new Meter() {};

    /** Returns the time from which to count; without metrics, no clock is read. */
    default long start() {
        return 0;
    }

    /** As {@link Metrics#connectionOpened}, with the {@link #start} of the attempt. */
    default void connectionOpened(int attempt, long start) {}

    default void connectionFailed(int attempt, Throwable cause) {}

    default void connectionClosed(DisconnectReason reason) {}

    default void connected(String namespace, boolean recovered) {}

    default void disconnected(String namespace, DisconnectReason reason) {}

    default void eventSent(String namespace, String event, long bytes) {}

    default void eventReceived(String namespace, String event, long bytes) {}

    default void eventDropped(String namespace, String event, DroppedEvent.Reason reason) {}

    /** As {@link Metrics#ackReceived}, with the {@link #start} of the emit. */
    default void ackReceived(String namespace, String event, long start) {}

    default void ackFailed(String namespace, String event, AckException why) {}

    default void roundTrip(Duration time) {}
}
