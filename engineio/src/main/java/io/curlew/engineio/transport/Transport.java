package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import java.util.List;

/**
 * One way to carry packets, from its opening to its one end. Every method is called on the transport's event loop, and
 * every signal to its {@link TransportListener} comes on that loop.
 */
public interface Transport {

    /** Starts connecting. Ends in {@link TransportListener#opened} or {@link TransportListener#failed}. */
    void open();

    /**
     * Sends the packets, in order. Called again only after {@link TransportListener#writable}. The transport says {@link
     * TransportListener#written} once the bytes have left this program.
     */
    void write(List<EnginePacket> packets);

    /**
     * Polling: asks for no more packets. {@link TransportListener#paused} follows when neither a GET nor a POST is in
     * flight any more; what they bring still arrives.
     */
    void pause();

    /** Polling: takes back a {@link #pause}. */
    void resume();

    /** Stops reading from the connection, so that the server feels it. */
    void pauseReading();

    /** Takes back {@link #pauseReading}. */
    void resumeReading();

    /**
     * Closes: a WebSocket sends its close frame and waits for the answer, polling waits for the POST in flight. Ends in
     * {@link TransportListener#failed}.
     */
    void close();

    /** Drops the connection at once, with all requests in flight. No signal follows. */
    void abort();
}
