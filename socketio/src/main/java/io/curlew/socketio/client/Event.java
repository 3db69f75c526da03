package io.curlew.socketio.client;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.session.Memory;
import io.curlew.socketio.session.SocketAction;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event that arrived (Socket.IO protocol 5, section "Sending and receiving data"). Immutable but for its one answer;
 * may be kept, and is safe for use by many threads.
 */
public final class Event extends LaneTask {
    /** An {@code Optional}, a string and the head of its array. */
    private static final long OFFSET = 56;

    private final Socket socket;
    private final SocketAction.EventArrived arrived;
    private final @Nullable AtomicBoolean answered; // null when no answer is wanted, as most often

    Event(Socket socket, SocketAction.EventArrived arrived) {
        this.socket = socket;
        this.arrived = arrived;
        this.answered = arrived.event().ackId().isPresent() ? new AtomicBoolean() : null;
    }

    /** Calls the listeners. */
    @Override
    void run(Consumer<Throwable> onThrown) {
        socket.events().handle(this, onThrown);
    }

    @Override
    long memory() {
        return arrived.offset().isEmpty()
                ? arrived.memory()
                : arrived.memory() + OFFSET + Memory.text(arrived.offset().get().length());
    }

    /** Returns where a recovery would go on after it. */
    Optional<String> offset() {
        return arrived.offset();
    }

    /** Returns the event's name. */
    public String name() {
        return arrived.event().name();
    }

    /** Returns what follows the name. */
    public Args args() {
        return arrived.event().args();
    }

    /** Returns the socket it came to. */
    public Socket socket() {
        return socket;
    }

    /** Returns whether the server asks for an answer; stays so when it was given. */
    public boolean wantsAck() {
        return arrived.event().ackId().isPresent();
    }

    /**
     * Sends the answer, at any time and from any thread, once. When the connection is gone by then the answer is
     * dropped, since the server would take it for another event's. The arguments are encoded before this returns.
     *
     * @param args what JSON can express, with binary anywhere inside, as for {@link Socket#emit}; none is an answer,
     *     too
     * @throws IllegalStateException when the server asks for none, or it was sent before, or the client is closed
     * @throws io.curlew.socketio.protocol.ConversionException when an argument can't be encoded; another answer may
     *     then be sent
     * @throws IllegalArgumentException when a limit is exceeded, which the message names; another answer may be sent
     * @throws io.curlew.engineio.loop.BufferFullException when too much waits to be sent already; another attempt may
     *     follow
     */
    public void ack(@Nullable Object @Nullable ... args) {
        long id = arrived.event().ackId().orElseThrow(() -> new IllegalStateException("The server asks for no answer"));
        AtomicBoolean once = Objects.requireNonNull(answered);
        if (once.get()) {
            throw answeredBefore();
        }
        socket.emitter().ack(arrived.join(), id, args, () -> {
            if (!once.compareAndSet(false, true)) {
                throw answeredBefore();
            }
        });
    }

    private static IllegalStateException answeredBefore() {
        return new IllegalStateException("The event was answered before");
    }

    /** Names the event, escaped and cut; never the arguments, which may be secret. */
    @Override
    public String toString() {
        return "event \"" + PeerText.name(name()) + "\" with " + args().size() + " arguments";
    }
}
