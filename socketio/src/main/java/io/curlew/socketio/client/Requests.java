package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.session.ClientSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the application wants, come to the loop out of the mailbox. */
final class Requests {
    private final ClientDriver driver;
    private final ClientSession session;
    private final EventLoop loop;

    Requests(ClientDriver driver, ClientSession session, EventLoop loop) {
        this.driver = driver;
        this.session = session;
        this.loop = loop;
    }

    void connect(SocketCore socket, Promise<Socket> promise) {
        socket.await(promise, () -> {});
        connect(socket);
    }

    private void connect(SocketCore socket) {
        socket.takeResumption().ifPresent(point -> session.resume(socket.namespace(), point.pid(), point.offset()));
        session.connect(socket.namespace(), driver.now());
        driver.connectionAsked();
    }

    void connect(SocketCore socket, Promise<Socket> promise, Duration deadline) {
        Runnable late = () -> driver.later(() -> late(socket, promise, deadline));
        socket.await(promise, loop.schedule(late, Duration.ofNanos(Checks.nanos(deadline, "deadline"))));
        connect(socket);
    }

    private void late(SocketCore socket, Promise<Socket> promise, Duration deadline) {
        if (socket.late(promise, deadline)) {
            disconnect(socket.namespace());
        }
    }

    void reconnectNow() {
        session.reconnectNow(driver.now());
        driver.connectionAsked();
    }

    void disconnect(String namespace) {
        session.disconnect(namespace, driver.now());
    }

    void emit(SocketCore socket, OutgoingEvent event, @Nullable Promise<Args> answer) {
        event.ackId().ifPresent(id -> {
            if (answer != null) {
                socket.await(id, event.name(), answer);
            }
        });
        driver.eventComes();
        session.emit(socket.namespace(), event, event.needsTime() ? driver.now() : driver.recently());
        socket.unsent(session.unsent(socket.namespace()));
        driver.roomWasTaken();
    }

    /** Tells of a volatile event for which there is no room. */
    void discard(SocketCore socket, DroppedEvent event, long size) {
        driver.tellDiscarded(socket, event, size);
    }

    /** Fails the answer to a volatile event for which there is no room. */
    void refuse(String event, Promise<Args> answer) {
        answer.fail(new AckException(event, AckException.Reason.DISCARDED));
    }

    void ack(String namespace, int join, EncodedPacket packet) {
        session.sendAck(namespace, join, packet, driver.now());
    }

    void cancelAck(SocketCore socket, long ackId) {
        socket.forgetAck(ackId);
        session.cancelAck(socket.namespace(), ackId, driver.now());
    }

    void clear(SocketCore socket) {
        session.clear(socket.namespace());
        socket.unsent(session.unsent(socket.namespace()));
    }

    void close() {
        driver.close();
    }
}
