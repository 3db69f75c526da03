package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the session says to those whom it concerns: the client's listeners, or one socket's. On the loop. */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIoClient.class);

    final Listeners<SocketIoClient> open = new Listeners<>();
    final Listeners<Disconnection> close = new Listeners<>();
    final Listeners<SocketPacket> packet = new Listeners<>();
    final Listeners<Duration> ping = new Listeners<>();
    final Listeners<SocketIoClient> drain = new Listeners<>();
    final Listeners<Throwable> error = new Listeners<>();
    final Listeners<Integer> reconnectAttempt = new Listeners<>();
    final Listeners<Throwable> reconnectError = new Listeners<>();
    final Listeners<SocketIoClient> reconnectFailed = new Listeners<>();
    final Listeners<Integer> reconnect = new Listeners<>();

    private final SocketIoClient client;
    private final Function<String, SocketCore> sockets;

    Signals(SocketIoClient client, Function<String, SocketCore> sockets) {
        this.client = client;
        this.sockets = sockets;
    }

    SocketCore socket(String namespace) {
        return sockets.apply(namespace);
    }

    /** Tells of answers and of what becomes of sockets; returns false for anything else. */
    void tell(SocketAction action, Delivery delivery) {
        if (action instanceof SocketAction.AckArrived answer) {
            socket(answer.namespace()).answered(answer);
        } else if (action instanceof SocketAction.AckFailed failed) {
            socket(failed.namespace()).unanswered(failed);
        } else if (action instanceof SocketAction.Joined joined) {
            socket(joined.namespace()).joined(joined);
        } else if (action instanceof SocketAction.Connected connected) {
            socket(connected.namespace()).connected(delivery);
        } else if (action instanceof SocketAction.AlreadyConnected connected) {
            socket(connected.namespace()).connectedAlready();
        } else if (action instanceof SocketAction.ConnectFailed failed) {
            socket(failed.namespace()).connectFailed(failed, delivery);
        } else if (action instanceof SocketAction.Disconnected left) {
            socket(left.namespace()).disconnected(left, delivery);
        } else {
            tellOfConnection(action, delivery);
        }
    }

    void tellDrained(Delivery delivery) {
        delivery.drained(drain, client);
    }

    private void tellOfConnection(SocketAction action, Delivery delivery) {
        if (action instanceof SocketAction.ConnectionOpened) {
            delivery.call(open, client);
        } else if (action instanceof SocketAction.ConnectionClosed closed) {
            delivery.call(close, new Disconnection(closed.reason(), closed.cause(), closed.willReconnect()));
        } else if (action instanceof SocketAction.OpenFailed failed) {
            delivery.call(error, failed.cause());
        } else {
            tellOfAttempts(action, delivery);
        }
    }

    private void tellOfAttempts(SocketAction action, Delivery delivery) {
        if (action instanceof SocketAction.ReconnectAttempt attempt) {
            delivery.call(reconnectAttempt, attempt.attempt());
        } else if (action instanceof SocketAction.ReconnectError error) {
            delivery.call(reconnectError, error.cause());
        } else if (action instanceof SocketAction.ReconnectFailed) {
            delivery.call(reconnectFailed, client);
        } else if (action instanceof SocketAction.Reconnected done) {
            delivery.call(reconnect, done.attempt());
        } else if (action instanceof SocketAction.Ignored ignored) {
            LOG.debug(
                    "Ignored a {} for {}, which does not fit its state",
                    ignored.packet().getClass().getSimpleName(),
                    PeerText.name(ignored.packet().namespace()));
        }
    }
}
