package io.curlew.socketio.client;

import io.curlew.socketio.protocol.DisconnectReason;
import java.time.Duration;

/**
 * Receives what a client does, for counting and timing. It connects a metrics library, none of which is required. Each
 * method does nothing unless it is overridden. Set it with {@link SocketIoClientBuilder#metrics}; one object can serve
 * several clients.
 *
 * <p><b>Threads.</b> Methods are called on event loops and, for dropped events, on emitting threads, too. They must be
 * safe for use by many threads, quick, and never block. An exception is logged as a warning and has no other effect.
 *
 * <p><b>Cost.</b> Without metrics nothing is timed and nothing is called.
 */
public interface Metrics {

    /**
     * A client was built. For values that are polled rather than reported: {@link SocketIoClient#bufferedPackets},
     * {@link SocketIoClient#bufferedBytes}, {@link SocketIoClient#incomingEvents},
     * {@link SocketIoClient#incomingBytes}, {@link SocketIoClient#state}.
     */
    default void built(SocketIoClient client) {}

    /**
     * A connection was opened.
     *
     * @param attempt 0 for one that the program asked for, otherwise the number of the attempt to reconnect, starting
     *     with 1
     * @param took the time since the attempt began, including its hook and the handshakes
     */
    default void connectionOpened(int attempt, Duration took) {}

    /**
     * A connection could not be opened.
     *
     * @param attempt as for {@link #connectionOpened}
     */
    default void connectionFailed(int attempt, Throwable cause) {}

    /** An open connection has closed, whatever the reason. */
    default void connectionClosed(DisconnectReason reason) {}

    /** A namespace became connected; see {@link Socket#recovered}. */
    default void connected(String namespace, boolean recovered) {}

    /** A connected namespace became disconnected. */
    default void disconnected(String namespace, DisconnectReason reason) {}

    /**
     * An event was handed to the connection; with retries, each time.
     *
     * @param bytes its size at the Socket.IO level, including attachments
     */
    default void eventSent(String namespace, String event, long bytes) {}

    /**
     * An event arrived and is on its way to listeners.
     *
     * @param bytes as for {@link #eventSent}
     */
    default void eventReceived(String namespace, String event, long bytes) {}

    /** An event will not be sent, or not be sent again; also called without a listener for {@link Socket#onDropped}. */
    default void eventDropped(String namespace, String event, DroppedEvent.Reason reason) {}

    /**
     * The answer to an event arrived.
     *
     * @param latency the time since the emit, including the time that the event waited
     */
    default void ackReceived(String namespace, String event, Duration latency) {}

    /** An event whose program waits for an answer will get none. */
    default void ackFailed(String namespace, String event, AckException why) {}

    /** The server took this long for something that it answers at once; see {@link SocketIoClient#onPing}. */
    default void roundTrip(Duration time) {}
}
