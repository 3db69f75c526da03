package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import java.util.List;

/**
 * What happens on a {@link Transport}. Called on its event loop, never from inside a call to the transport's
 * constructor.
 */
public interface TransportListener {

    /**
     * There is a connection to the server, TLS included, and its answer to the handshake is still to come. Comes at
     * most once, before {@link #opened}.
     */
    default void connected() {}

    /**
     * Packets can be exchanged. For polling this comes with the open packet's arrival, just before the packet; for a
     * WebSocket before any packet, when its own handshake is done.
     */
    void opened();

    /** A packet arrived. */
    void received(EnginePacket packet);

    /**
     * Everything that one read of the network, or one HTTP answer, brought has been handed over, or as much of it as
     * came before reading was paused.
     */
    void batchEnd();

    /**
     * The transport takes the next {@link Transport#write}. Comes once after the opening (for polling, behind the
     * handshake's packets, or the first of them), unless something was written before, and once after each write, at
     * once or later.
     */
    void writable();

    /** The packets of a write (the same list) have left this program. */
    void written(List<EnginePacket> packets);

    /** A round trip that {@link Transport#measureRoundTrip} asked for took this long. */
    default void roundTrip(long nanos) {}

    /** See {@link Transport#ping}. */
    default void pingLeft() {}

    /** The server has read everything that was written before the latest {@link Transport#ping}. */
    default void ponged() {}

    /** See {@link Transport#pause}. */
    void paused();

    /**
     * The transport has ended, by the peer, by a failure, or by {@link Transport#close}. Comes at most once, and
     * nothing follows it.
     */
    void failed(TransportException why);
}
