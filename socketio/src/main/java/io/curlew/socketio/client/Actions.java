package io.curlew.socketio.client;

import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.DropReason;
import io.curlew.socketio.session.SocketAction;

/** Does what the session wants done to the connection, or with what was to be sent over it. Confined to the loop. */
final class Actions implements SocketAction.Network {
    private final ClientSession session;
    private final Feed feed;
    private final Connections connections;
    private final Attempts attempts;
    private final Outbound outbound;
    private final ReadingPause reading;
    private final Delivery delivery;
    private final Owner owner;
    private boolean sessionEnded;

    Actions(
            ClientSession session,
            Feed feed,
            Connections connections,
            Attempts attempts,
            Outbound outbound,
            ReadingPause reading,
            Delivery delivery,
            Owner owner) {
        this.session = session;
        this.feed = feed;
        this.connections = connections;
        this.attempts = attempts;
        this.outbound = outbound;
        this.reading = reading;
        this.delivery = delivery;
        this.owner = owner;
    }

    /** Returns whether the session has said its last. */
    boolean sessionEnded() {
        return sessionEnded;
    }

    // ---- to the connection

    @Override
    public void perform(SocketAction.OpenConnection open) {
        reading.whenItGoesOn(open.attempt(), () -> attempts.make(open.attempt()));
    }

    @Override
    public void perform(SocketAction.CloseConnection close) {
        abandonAttempt();
        boolean unused = outbound.flush();
        connections.close();
        delivery.readIsOver();
    }

    /** The attempt that waits, for listeners or for the hook, is not to be made. */
    void abandonAttempt() {
        reading.forgetOpening();
        attempts.cancel();
    }

    /** The client has ended: code of the program's that hangs is interrupted. */
    void end() {
        attempts.end();
        outbound.end();
    }

    @Override
    public void perform(SocketAction.PrepareClose soon) {
        connections.wire().ifPresent(Wire::prepareClose);
    }

    @Override
    public void perform(SocketAction.AwaitReceipt asked) {
        boolean unused = outbound.flush();
        Link on = connections.current();
        if (on != null) {
            on.wire()
                    .requestReceipt(() -> feed.happened(
                            on, (told, clock) -> told.receipt(asked.namespace(), asked.join(), clock.now())));
        }
    }

    @Override
    public void perform(SocketAction.Closed closed) {
        sessionEnded = true;
    }

    // ---- what is sent

    @Override
    public void perform(SocketAction.SendEvent send) {
        SocketCore socket = owner.socket(send.namespace());
        OutgoingEvent event = OutgoingEvent.of(send.event());
        outbound.event(event, socket);
        socket.sent(event, delivery);
        count(socket);
    }

    @Override
    public void perform(SocketAction.SendAck send) {
        outbound.ack(send);
    }

    @Override
    public void perform(SocketAction.SendConnect join) {
        outbound.connect(join);
    }

    @Override
    public void perform(SocketAction.SendDisconnect leave) {
        outbound.disconnect(leave);
    }

    // ---- what is not

    @Override
    public void perform(SocketAction.Dropped dropped) {
        SocketCore socket = owner.socket(dropped.namespace());
        outbound.release(dropped.event().packet());
        if (dropped.why() == DropReason.VOLATILE) {
            owner.discarded();
        }
        socket.dropped(OutgoingEvent.of(dropped.event()), dropped.why(), delivery);
        count(socket);
    }

    @Override
    public void perform(SocketAction.Settled settled) {
        outbound.release(settled.event().packet());
        count(owner.socket(settled.namespace()));
    }

    @Override
    public void perform(SocketAction.AckDropped dropped) {
        outbound.release(dropped.packet());
    }

    /** Shows the application how much waits. */
    private void count(SocketCore socket) {
        if (socket.unsent() > 0) {
            socket.unsent(session.unsent(socket.namespace()));
        }
    }
}
