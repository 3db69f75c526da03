package io.curlew.socketio.client;

import io.curlew.socketio.session.DropReason;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;

/** Does what the session says: to the connection, to those who send, to those who listen. Confined to the loop. */
final class Actions {
    private final ClientDriver driver;
    private final Connections connections;
    private final Outbound outbound;
    private final Signals signals;
    private final Delivery delivery;
    private final Backlog backlog;

    Actions(
            ClientDriver driver,
            Connections connections,
            Outbound outbound,
            Signals signals,
            Delivery delivery,
            Backlog backlog) {
        this.driver = driver;
        this.connections = connections;
        this.outbound = outbound;
        this.signals = signals;
        this.delivery = delivery;
        this.backlog = backlog;
    }

    void perform(SocketAction action) {
        if (action instanceof SocketAction.EventArrived arrived) {
            arrived(arrived);
        } else if (action instanceof SocketAction.SendEvent send) {
            send(send);
        } else if (action instanceof SocketAction.SendAck send) {
            outbound.ack(send);
        } else if (action instanceof SocketAction.Dropped dropped) {
            drop(dropped);
        } else if (action instanceof SocketAction.AckDropped dropped) {
            outbound.dropped(dropped.packet());
        } else if (action instanceof SocketAction.SendConnect join) {
            outbound.connect(join);
        } else if (action instanceof SocketAction.SendDisconnect leave) {
            outbound.disconnect(leave);
        } else if (action instanceof SocketAction.OpenConnection) {
            connections.open(driver);
        } else if (action instanceof SocketAction.CloseConnection) {
            close();
        } else if (action instanceof SocketAction.Closed) {
            driver.sessionEnded();
        } else {
            signals.tell(action, delivery);
        }
    }

    void roundTrip(Duration time) {
        delivery.call(signals.ping, time);
    }

    private void arrived(SocketAction.EventArrived arrived) {
        SocketCore socket = signals.socket(arrived.event().namespace());
        if (socket.arrived(arrived, delivery, backlog)) {
            connections.wire().ifPresent(Wire::pauseReading);
        }
    }

    private void send(SocketAction.SendEvent send) {
        SocketCore socket = signals.socket(send.namespace());
        outbound.event(send, socket);
        socket.sent((OutgoingEvent) send.event(), delivery);
        driver.count(socket);
    }

    private void drop(SocketAction.Dropped dropped) {
        SocketCore socket = signals.socket(dropped.namespace());
        outbound.dropped(dropped.event().packet());
        if (dropped.why() == DropReason.VOLATILE) {
            driver.discarded();
        }
        socket.dropped((OutgoingEvent) dropped.event(), dropped.why(), delivery);
        driver.count(socket);
    }

    private void close() {
        boolean unused = outbound.flush();
        connections.close();
        driver.batchIsOver();
    }
}
