package io.curlew.socketio.client;

import io.curlew.socketio.protocol.DisconnectReason;
import java.time.Duration;

/**
 * Takes what a client has to tell to whoever counts and times: a seam for a metrics library, none of which is needed.
 * Each method does nothing unless it is overridden. Given to a client with {@link SocketIoClientBuilder#metrics}; one
 * may serve several.
 *
 * <p><b>Threads.</b> Called on event loops, and of dropped events on emitting threads too: must be safe for use by many
 * threads, quick, and never block. What a method throws is logged as a warning and changes nothing.
 *
 * <p><b>Cost.</b> Without metrics nothing is timed and nothing called.
 */
public interface Metrics {

    /**
     * A client was built. For what is looked at now and then, rather than told: {@link SocketIoClient#bufferedPackets},
     * {@link SocketIoClient#bufferedBytes}, {@link SocketIoClient#incomingEvents},
     * {@link SocketIoClient#incomingBytes}, {@link SocketIoClient#state}.
     */
    default void built(SocketIoClient client) {}

    /**
     * A connection is open.
     *
     * @param attempt 0 for one that the program has asked for, else the number of the attempt to reconnect, counted
     *     from 1
     * @param took the time since the attempt began, its hook and the handshakes included
     */
    default void connectionOpened(int attempt, Duration took) {}

    /**
     * A connection could not be opened.
     *
     * @param attempt as for {@link #connectionOpened}
     */
    default void connectionFailed(int attempt, Throwable cause) {}

    /** An open connection has closed, by whoever's wish. */
    default void connectionClosed(DisconnectReason reason) {}

    /** A namespace is connected; see {@link Socket#recovered}. */
    default void connected(String namespace, boolean recovered) {}

    /** A namespace that was connected no longer is. */
    default void disconnected(String namespace, DisconnectReason reason) {}

    /**
     * An event was handed to the connection; with retries, each time.
     *
     * @param bytes its size on the Socket.IO level, attachments included
     */
    default void eventSent(String namespace, String event, long bytes) {}

    /**
     * An event arrived, and is on its way to listeners.
     *
     * @param bytes as for {@link #eventSent}
     */
    default void eventReceived(String namespace, String event, long bytes) {}

    /** An event will not be sent, or not again; also when nobody listens to {@link Socket#onDropped}. */
    default void eventDropped(String namespace, String event, DroppedEvent.Reason reason) {}

    /**
     * The answer to an event arrived.
     *
     * @param latency the time since the emit, what the event waited included
     */
    default void ackReceived(String namespace, String event, Duration latency) {}

    /** There will be no answer to an event whose program waits for one. */
    default void ackFailed(String namespace, String event, AckException why) {}

    /** The server took this long for what it answers at once; see {@link SocketIoClient#onPing}. */
    default void roundTrip(Duration time) {}
}
