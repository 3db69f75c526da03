package io.curlew.engineio.client;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An {@link EngineSocket} whose methods wait: cheap on a virtual thread. Failures are thrown as they are.
 *
 * <p>Messages wait here until they are asked for; beyond the incoming bound reading stops. Several threads may receive;
 * each message goes to one of them. None of the waiting methods may be called on an event loop; there they throw {@link
 * IllegalStateException}.
 *
 * <p>An interrupt ends the wait: the method throws {@link IllegalStateException} caused by the {@link
 * InterruptedException}, and the thread's interrupt flag stays set.
 */
public final class BlockingEngineSocket implements AutoCloseable, Iterable<EnginePacket.Message> {
    /** How a socket will end whose loop is held up, or whose own callback asks it to connect. */
    private static final EngineClose STILL_CLOSING = new EngineClose(CloseReason.FORCED_CLOSE, Optional.empty(), 0);

    private final EngineSocket socket;
    private final Inbox inbox;

    BlockingEngineSocket(EngineSocket socket, Inbox inbox) {
        this.socket = socket;
        this.inbox = inbox;
    }

    /**
     * Connects.
     *
     * @param deadline how long that may take; when it is over the socket is closed
     * @throws io.curlew.engineio.protocol.TransportException when no transport could open
     * @throws EngineClosedException when the socket was closed meanwhile, or by the deadline, which the message then names
     */
    public Handshake connect(Duration deadline) {
        try {
            return socket.awaitOpen(deadline);
        } catch (TimeoutException late) {
            socket.close();
            throw EngineClosedException.tooLate(deadline, ending().orElse(STILL_CLOSING));
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
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

    /** Sends text or binary; see {@link EngineSocket#emit}. */
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
     * @return empty when none came in time
     * @throws EngineClosedException when the session is over and every message was taken
     */
    public Optional<EnginePacket.Message> receive(Duration timeout) {
        socket.requireMayBlock();
        try {
            Inbox.Outcome outcome = inbox.take(timeout);
            if (outcome instanceof Inbox.Outcome.Ended) {
                throw new EngineClosedException(socket.closeOrThrow());
            }
            return outcome instanceof Inbox.Outcome.Taken taken ? Optional.of(taken.message()) : Optional.empty();
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    /** Returns the messages to come; the iteration waits for each, and ends when the session does. */
    @Override
    public Iterator<EnginePacket.Message> iterator() {
        return new Messages();
    }

    /** Returns the socket of which this is a view. */
    public EngineSocket async() {
        return socket;
    }

    /** Returns how the session ended; empty while it has not. */
    public Optional<EngineClose> ending() {
        return socket.state() == EngineSocket.State.CLOSED ? Optional.of(socket.closeOrThrow()) : Optional.empty();
    }

    /** Sends what was accepted, then closes; see {@link EngineSocket#close}. */
    @Override
    public void close() {
        socket.close();
    }

    private static IllegalStateException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting", interrupted);
    }

    private final class Messages implements Iterator<EnginePacket.Message> {
        private EnginePacket.@Nullable Message next;

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = take();
            }
            return next != null;
        }

        @Override
        public EnginePacket.Message next() {
            EnginePacket.Message message = hasNext() ? next : null;
            if (message == null) {
                throw new NoSuchElementException("The session has ended");
            }
            next = null;
            return message;
        }

        private EnginePacket.@Nullable Message take() {
            socket.requireMayBlock();
            try {
                return inbox.take() instanceof Inbox.Outcome.Taken taken ? taken.message() : null;
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            }
        }
    }
}
