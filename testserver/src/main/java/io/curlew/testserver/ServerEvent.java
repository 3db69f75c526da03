package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import io.curlew.testserver.session.ServerSocketAction;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An event that a client sent. */
public final class ServerEvent {
    private final ServerSocket socket;
    private final ServerSocketAction.Event event;
    private final AtomicBoolean answered = new AtomicBoolean();

    ServerEvent(ServerSocket socket, ServerSocketAction.Event event) {
        this.socket = socket;
        this.event = event;
    }

    /** Returns the socket of the client that sent the event. */
    public ServerSocket socket() {
        return socket;
    }

    /** Returns its name. */
    public String name() {
        return event.name();
    }

    /** Returns its arguments. */
    public Args args() {
        return event.args();
    }

    /** Returns whether the client asked for an answer. */
    public boolean wantsAck() {
        return event.ackId().isPresent();
    }

    /**
     * Sends the answer; it is dropped if the client has left. If the only argument is an {@code Args}, its arguments
     * are sent individually; the client would send them as one array.
     *
     * @throws IllegalStateException if the client did not ask for an answer, or was answered before
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded; another answer can then be
     *     sent
     */
    public void ack(@Nullable Object @Nullable ... args) {
        if (!wantsAck()) {
            throw new IllegalStateException("The client did not ask for an acknowledgement of " + this);
        }
        List<EngineData> answer = socket.namespace().answer(event.ackId().getAsLong(), Values.list(args));
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("The client already has an acknowledgement of " + this);
        }
        socket.send(answer);
    }

    /** Sends the answer where one is wanted, whatever was answered before. */
    void answerAgain(List<@Nullable Object> args) {
        if (wantsAck()) {
            answered.set(true);
            socket.sendEvenAfterwards(socket.namespace().answer(event.ackId().getAsLong(), args));
        }
    }

    @Override
    public String toString() {
        return "event " + PeerText.name(name()) + " with " + args().size() + " arguments";
    }
}
