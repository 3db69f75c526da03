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
 * An event that arrived (Socket.IO protocol 5, section "Sending and receiving data"). Immutable except for its one
 * answer; it can be kept, and is safe for use by many threads.
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

    /** Returns the arguments after the name. */
    public Args args() {
        return arrived.event().args();
    }

    /** Returns the socket at which it arrived. */
    public Socket socket() {
        return socket;
    }

    /** Returns whether the server asks for an answer; this stays true after the answer was sent. */
    public boolean wantsAck() {
        return arrived.event().ackId().isPresent();
    }

    /**
     * Sends the answer, at any time and from any thread, once. If the connection is gone by then, the answer is
     * dropped, because the server could take it for the answer to another event. The arguments are encoded before this
     * method returns.
     *
     * @param args values that can be expressed as JSON, with binary data anywhere inside, as for {@link Socket#emit};
     *     no arguments are a valid answer, too
     * @throws IllegalStateException if the server asks for no answer, an answer was sent before, or the client is
     *     closed
     * @throws io.curlew.socketio.protocol.ConversionException if an argument cannot be encoded; another answer can then
     *     be sent
     * @throws IllegalArgumentException if a limit is exceeded, which the message names; another answer can then be sent
     * @throws io.curlew.engineio.loop.BufferFullException if too much is waiting to be sent; the call can be repeated
     */
    public void ack(@Nullable Object @Nullable ... args) {
        long id = arrived.event()
                .ackId()
                .orElseThrow(
                        () -> new IllegalStateException("The server did not ask for an acknowledgement of " + this));
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

    private IllegalStateException answeredBefore() {
        return new IllegalStateException("The server already has an acknowledgement of " + this);
    }

    /** Names the event, escaped and shortened, but never the arguments, which may be secret. */
    @Override
    public String toString() {
        return "event \"" + PeerText.name(name()) + "\" with " + args().size() + " arguments";
    }
}
