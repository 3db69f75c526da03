package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.Memory;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;

/**
 * Brings what the session says to those whom it concerns: the client's listeners, or one socket. Confined to the loop.
 */
final class Reports implements SocketAction.Application {
    private final Owner owner;
    private final Delivery delivery;
    private final Attempts attempts;
    private final Meter meter;

    Reports(Owner owner, Delivery delivery, Attempts attempts, Meter meter) {
        this.owner = owner;
        this.delivery = delivery;
        this.attempts = attempts;
        this.meter = meter;
    }

    // ---- to one socket

    @Override
    public void tell(SocketAction.EventArrived arrived) {
        socket(arrived.event().namespace()).arrived(arrived, delivery);
    }

    @Override
    public void tell(SocketAction.AckArrived answer) {
        socket(answer.namespace()).answered(answer);
    }

    @Override
    public void tell(SocketAction.AckFailed failed) {
        socket(failed.namespace()).unanswered(failed);
    }

    @Override
    public void tell(SocketAction.Joined joined) {
        socket(joined.namespace()).joined(joined);
    }

    @Override
    public void tell(SocketAction.Connected connected) {
        socket(connected.namespace()).connected(delivery);
    }

    @Override
    public void tell(SocketAction.AlreadyConnected connected) {
        socket(connected.namespace()).connectedAlready();
    }

    @Override
    public void tell(SocketAction.ConnectFailed failed) {
        ConnectFailedException why = ConnectFailedException.of(failed.namespace(), failed.why(), failed.willRetry());
        attempts.notJoined(failed.namespace(), why);
        socket(failed.namespace()).connectFailed(why, delivery);
    }

    @Override
    public void tell(SocketAction.Disconnected left) {
        socket(left.namespace()).disconnected(left, delivery);
    }

    private SocketCore socket(String namespace) {
        return owner.socket(namespace);
    }

    // ---- to the client's listeners

    @Override
    public void tell(SocketAction.ConnectionOpened opened) {
        attempts.opened();
        delivery.call(owner.signals().open, true);
    }

    @Override
    public void tell(SocketAction.ConnectionClosed closed) {
        attempts.lost(closed);
        delivery.call(
                owner.signals().close, new Disconnection(closed.reason(), closed.cause(), closed.willReconnect()));
    }

    @Override
    public void tell(SocketAction.OpenFailed failed) {
        attempts.failed(failed.cause());
        delivery.call(owner.signals().error, failed.cause());
    }

    @Override
    public void tell(SocketAction.ReconnectAttempt attempt) {
        delivery.call(owner.signals().reconnectAttempt, attempt.attempt());
    }

    @Override
    public void tell(SocketAction.ReconnectError error) {
        delivery.call(owner.signals().reconnectError, error.cause());
    }

    @Override
    public void tell(SocketAction.ReconnectFailed failed) {
        attempts.gaveUp();
        delivery.call(owner.signals().reconnectFailed, true);
    }

    @Override
    public void tell(SocketAction.Reconnected done) {
        delivery.call(owner.signals().reconnect, done.attempt());
    }

    @Override
    public void tell(SocketAction.Ignored ignored) {
        ClientLog.LOG.debug(
                "Ignored a {} for {}, which does not fit its state",
                ignored.packet().getClass().getSimpleName(),
                PeerText.name(ignored.packet().namespace()));
    }

    // ---- what is no action of the session's

    /** A packet arrived, whatever comes of it. */
    void arrived(SocketPacket packet, ClientSession session) {
        Listeners<SocketPacket> watching = owner.signals().packet;
        if (!watching.isEmpty()) {
            delivery.call(watching, packet, session.memory(packet));
        }
    }

    /** All that was sent has been handed to the transport. */
    void drained() {
        delivery.drained(owner.signals().drain);
    }

    void roundTrip(Duration time) {
        meter.roundTrip(time);
        delivery.call(owner.signals().ping, time, Memory.NOTICE);
    }
}
