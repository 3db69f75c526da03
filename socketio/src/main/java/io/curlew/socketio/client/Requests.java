package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.session.ClientSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What the application wants, come to the loop out of the mailbox. */
final class Requests {
    private final ClientSession session;
    private final LoopClock clock;
    private final EventLoop loop;
    private final Executor later;
    private final WireWatch watch;
    private final Overflow overflow;
    private final ReadingPause reading;
    private final Delivery delivery;
    private final Runnable onClose;

    /**
     * Makes one for a client.
     *
     * @param later runs on the loop, in its turn, what a timer has brought about
     */
    Requests(
            ClientSession session,
            LoopClock clock,
            EventLoop loop,
            Executor later,
            WireWatch watch,
            Overflow overflow,
            ReadingPause reading,
            Delivery delivery,
            Runnable onClose) {
        this.session = session;
        this.clock = clock;
        this.loop = loop;
        this.later = later;
        this.watch = watch;
        this.overflow = overflow;
        this.reading = reading;
        this.delivery = delivery;
        this.onClose = onClose;
    }

    void connect(SocketCore socket, Promise<SocketCore> promise) {
        socket.await(promise, Optional.empty());
        connect(socket);
    }

    void connect(SocketCore socket, Promise<SocketCore> promise, Duration deadline) {
        Runnable late = () -> later.execute(() -> late(socket, promise, deadline));
        Duration time = Duration.ofNanos(Checks.nanos(deadline, "deadline"));
        socket.await(promise, Optional.of(loop.schedule(late, time)));
        connect(socket);
    }

    private void connect(SocketCore socket) {
        socket.takeResumption().ifPresent(point -> session.resume(socket.namespace(), point.pid(), point.offset()));
        session.connect(socket.namespace(), clock.now());
        socket.active(session.isActive(socket.namespace()));
        reading.ask();
    }

    private void late(SocketCore socket, Promise<SocketCore> promise, Duration deadline) {
        if (socket.late(promise, deadline)) {
            session.stopConnecting(socket.namespace());
        }
    }

    /** This caller is not interested any more, in the result of attempts that go on. */
    void stopWaiting(SocketCore socket, Promise<SocketCore> promise) {
        socket.stopWaiting(promise);
    }

    void reconnectNow() {
        session.reconnectNow(clock.now());
        reading.ask();
    }

    void disconnect(String namespace) {
        session.disconnect(namespace, clock.now());
    }

    void emit(SocketCore socket, OutgoingEvent event) {
        socket.emitted(event);
        watch.eventComes();
        session.emit(socket.namespace(), event, event.needsTime() ? clock.now() : clock.recently());
        overflow.roomWasTaken();
        int unsent = session.unsent(socket.namespace());
        socket.unsent(unsent);
        if (unsent > 0) {
            reading.openIfAwaited(); // somebody may wait for the answer
        }
    }

    /** Reports a volatile event for which there is no room: it did not even reach the session. */
    void discard(SocketCore socket, DroppedEvent event, long size) {
        delivery.enteredNotice(socket.dropped, event, size);
    }

    void ack(String namespace, int join, EncodedPacket packet) {
        session.sendAck(namespace, join, packet, clock.now());
    }

    /** Nobody waits for an answer any more. */
    void cancelAck(String namespace, long ackId) {
        session.cancelAck(namespace, ackId, clock.now());
    }

    void clear(SocketCore socket) {
        session.clear(socket.namespace());
        socket.unsent(session.unsent(socket.namespace()));
    }

    void close() {
        onClose.run();
    }
}
