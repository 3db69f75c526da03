package io.curlew.socketio.client;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.EncodedPacket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a client needs of the connection underneath. Confined to the loop, except where it says otherwise. */
interface Wire {
    void open();

    /**
     * Sends messages, in order and with nothing between them.
     *
     * @throws IllegalStateException when it is closed
     * @throws IllegalArgumentException when one of them can't be sent; then none is
     */
    void send(List<EngineData> unit);

    /**
     * Tells, perhaps from inside this call, when the server has read all that was sent, or that this can't be known.
     */
    void requestReceipt(Runnable told);

    /** Gives up what would delay a close, and reads whatever there is to read. */
    void prepareClose();

    /** Sends what was accepted, then closes. */
    void close();

    /** Returns whether what is sent now leaves at once. From any thread. */
    boolean writable();

    boolean heartbeatOverdue();

    /** Returns whether the machine has slept since the server's last ping, so that what is sent may be lost. */
    boolean sleptSincePing();

    void pauseReading();

    void resumeReading();

    /** Returns how many bytes the largest message may have that arrives. */
    int maxMessageSize();

    /** Returns what carries it; empty before it is open. From any thread. */
    Optional<TransportType> transport();

    /** Returns the server that the application was asked for; empty if it was not, or has not answered. */
    default Optional<String> suppliedServer() {
        return Optional.empty();
    }

    /**
     * Refuses a packet that is known not to fit. From any thread.
     *
     * @throws IllegalArgumentException when one of its frames is larger than the server takes
     */
    void requireFits(EncodedPacket packet);

    /** What happens on it, on the loop. */
    interface Listener {
        void opened(Handshake handshake);

        void received(EngineData data);

        /** All that one read of the network brought was received. */
        void batchEnd();

        /** The server has sent its ping, so it is there. */
        void pinged();

        /** The server took this long for what it answers at once. */
        void roundTrip(Duration time);

        /** So many messages and bytes have left the program, or never will. */
        void released(int messages, long bytes);

        /** It is writable again: everything that was sent has left the program, and no upgrade is in the way. */
        void drained();

        /** A message could not be sent, or a callback for it threw: failures that do not end the connection. */
        void failed(Throwable why);

        /** It is over. Nothing follows. */
        void closed(EngineClose close);
    }

    /** Makes wires. */
    @FunctionalInterface
    interface Factory {
        Wire create(EventLoop loop, Listener listener, ConnectAttempt attempt);
    }
}
