package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import java.util.List;

/**
 * One way to carry packets, from its opening to its one end. Every method is called on the transport's event loop, and
 * every signal to its {@link TransportListener} comes on that loop.
 */
public interface Transport {

    /**
     * Starts connecting. Ends in {@link TransportListener#opened} or {@link TransportListener#failed}, neither of them
     * from inside this call. A second call does nothing.
     */
    void open();

    /**
     * Sends the packets, in order. Called again only after {@link TransportListener#writable}. The transport says
     * {@link TransportListener#written} once the bytes have left this program. Both may come from inside this call, as
     * may {@link TransportListener#failed}. Before the opening and after the end, and while closing, nothing is
     * written.
     */
    void write(List<EnginePacket> packets);

    /**
     * Polling: asks for no more packets. {@link TransportListener#paused} follows when neither a GET nor a POST is in
     * flight any more, at once if there is none now; what they bring still arrives. Packets may be written while
     * paused.
     *
     * @throws UnsupportedOperationException if this is not polling
     */
    void pause();

    /**
     * Polling: takes back a {@link #pause}, reached or not.
     *
     * @throws UnsupportedOperationException if this is not polling
     */
    void resume();

    /**
     * Stops reading from the connection, so that the server feels it. Nothing arrives any more, not even of what was
     * read before, in the middle of an HTTP answer: the rest comes later. Polling sends no further GET, and the one in
     * flight has no deadline.
     */
    void pauseReading();

    /** Takes back {@link #pauseReading}. Nothing arrives from inside this call. */
    void resumeReading();

    /**
     * Measures how long the server takes for what it answers at once, and tells {@link TransportListener#roundTrip}: a
     * WebSocket with a ping of its own (RFC 6455, section 5.5.2), polling with the next POST. Until one is done, others
     * are not begun.
     */
    void measureRoundTrip();

    /**
     * WebSocket: sends a ping of its own (RFC 6455, section 5.5.2) behind everything that was written. The transport
     * says {@link TransportListener#pingLeft} when it has left this program, and {@link TransportListener#ponged} when
     * the server has answered it, or a later one. While closing, none is sent. To be called again only after either.
     *
     * @throws UnsupportedOperationException when this is polling, where the answer to a POST tells the same
     */
    void ping();

    /**
     * Closes: a WebSocket sends its close frame and waits for the answer, without a deadline of its own; polling waits
     * for the POST in flight, then drops the GET. Ends in {@link TransportListener#failed}, at once if there is nothing
     * to wait for. Packets still arrive until then.
     */
    void close();

    /** Drops the connection at once, with all requests in flight. No signal follows. */
    void abort();

    /**
     * Drops the connection so that the server notices. A WebSocket does with {@link #abort}; polling may have no
     * request in flight that the server could miss, so it posts a close packet, behind the POST in flight, and waits
     * for the answer, a second at the most. No signal follows.
     *
     * @param gone run once, on the loop, when nothing is left of the connection, perhaps from inside this call
     */
    void leave(Runnable gone);
}
