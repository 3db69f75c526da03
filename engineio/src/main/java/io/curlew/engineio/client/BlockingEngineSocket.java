package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.InboxIterator;
import io.curlew.engineio.delivery.Waiting;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * An {@link EngineSocket} with blocking methods, which are cheap on a virtual thread. Failures are thrown as they are.
 *
 * <p>Messages wait in this view until they are received; beyond the incoming bound reading stops. Several threads may
 * receive; each message goes to one of them. On an event loop the blocking methods throw {@link IllegalStateException}.
 *
 * <p>An interrupt ends the wait: the method throws {@link IllegalStateException} caused by the
 * {@link InterruptedException}, and the thread's interrupt flag stays set.
 */
public final class BlockingEngineSocket implements AutoCloseable, Iterable<EnginePacket.Message> {
    /** How a socket will end whose loop is held up, or whose own callback asks it to connect. */
    private static final EngineClose STILL_CLOSING = new EngineClose(CloseReason.FORCED_CLOSE, Optional.empty(), 0);

    private final EngineSocket socket;
    private final Inbox<EnginePacket.Message> inbox;

    BlockingEngineSocket(EngineSocket socket, Inbox<EnginePacket.Message> inbox) {
        this.socket = socket;
        this.inbox = inbox;
    }

    /**
     * Connects.
     *
     * @param deadline how long connecting may take; after that the socket is closed
     * @throws io.curlew.engineio.protocol.TransportException if no transport could be opened
     * @throws EngineClosedException if the socket was closed in the meantime, or by the deadline, which the message
     *     then names
     */
    public Handshake connect(Duration deadline) {
        try {
            return socket.awaitOpen(deadline);
        } catch (TimeoutException late) {
            socket.close();
            throw EngineClosedException.tooLate(deadline, ending().orElse(STILL_CLOSING));
        }
    }

    /**
     * Connects, within the {@linkplain EngineSocketBuilder#connectTimeout connect timeout}.
     *
     * @throws io.curlew.engineio.protocol.TransportException if no transport could be opened
     * @throws EngineClosedException if the socket was closed in the meantime
     */
    public Handshake connect() {
        return connect(EngineSocketBuilder.A_CENTURY); // the socket's own timeout ends it before
    }

    /** Sends text; see {@link EngineSocket#emit}. */
    public void send(String text) {
        socket.send(text);
    }

    /** Sends a copy of the bytes; see {@link EngineSocket#emit}. */
    public void send(byte[] bytes) {
        socket.send(bytes);
    }

    /** Sends a copy of the bytes between position and limit; see {@link EngineSocket#emit}. */
    public void send(ByteBuffer bytes) {
        socket.send(bytes);
    }

    /** Sends text or binary data; see {@link EngineSocket#emit}. */
    public void send(EngineData data) {
        socket.send(data);
    }

    /** Sends messages as one unit; see {@link EngineSocket#send(List)}. */
    public void send(List<EngineData> unit) {
        socket.send(unit);
    }

    /** Sends a message; see {@link EngineSocket#emit}. */
    public void emit(EnginePacket.Message message) {
        socket.emit(message);
    }

    /**
     * Waits for the next message.
     *
     * @return the message, or empty if none arrived in time
     * @throws EngineClosedException if the session has ended and every message was received
     */
    public Optional<EnginePacket.Message> receive(Duration timeout) {
        Optional<EnginePacket.Message> message = Waiting.forItem(inbox, timeout);
        if (message.isEmpty() && inbox.isOver()) {
            throw new EngineClosedException(socket.closeOrThrow());
        }
        return message;
    }

    /** Returns an iterator over the messages still to come, which waits for each message and ends with the session. */
    @Override
    public Iterator<EnginePacket.Message> iterator() {
        return new InboxIterator<>(inbox, "The session has ended");
    }

    /** Returns the socket behind this view. */
    public EngineSocket async() {
        return socket;
    }

    /** Returns how the session ended; empty while it lasts. */
    public Optional<EngineClose> ending() {
        return socket.state() == EngineSocket.State.CLOSED ? Optional.of(socket.closeOrThrow()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "blocking view of the " + socket;
    }

    /** Sends what was accepted, then closes; see {@link EngineSocket#close}. */
    @Override
    public void close() {
        socket.close();
    }
}
