package io.curlew.socketio.client;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.ConnectionState;
import java.util.Optional;

/**
 * Checks whether the connection can write, and whether it is still alive, and notifies the session. Confined to the
 * loop.
 */
final class WireWatch {
    private final Connections connections;
    private final Outbound outbound;
    private final ClientSession session;
    private final LoopClock clock;
    private final boolean holdsBack;
    /** What an event asks of the connection has been asked, and holds until the loop has turned. */
    private boolean lookedAtWire;

    private boolean wireWritable;
    /** The connection was writable, and the application is notified if it still is when the loop has turned. */
    private boolean drained;

    /** @param holdsBack whether what can't be written at once waits in the session */
    WireWatch(Connections connections, Outbound outbound, ClientSession session, LoopClock clock, boolean holdsBack) {
        this.connections = connections;
        this.outbound = outbound;
        this.session = session;
        this.clock = clock;
        this.holdsBack = holdsBack;
    }

    /** What was seen may have changed. */
    void lookAgain() {
        lookedAtWire = false;
    }

    /** The connection has written something: it may take more. Returns whether the session was notified. */
    boolean written() {
        if (holdsBack) {
            tellWritable();
        }
        return holdsBack;
    }

    /**
     * The connection is writable again, which an upgrade may have kept it from being: what was held back goes first.
     */
    void drained() {
        drained = true;
        boolean unused = written();
    }

    /** Returns, once for each time, whether the connection was writable again and has nothing to send. */
    boolean takeDrain() {
        boolean told = drained && connections.wire().filter(Wire::writable).isPresent();
        drained = false;
        return told;
    }

    /**
     * Tells the session whether what it sends now leaves at once, and whether it had better wait for a sign of life.
     */
    private void tellWritable() {
        if (connections.wire().filter(Wire::sleptSincePing).isPresent()) {
            session.hold(true, clock.now());
        }
        wireWritable = connections.wire().filter(Wire::writable).isPresent();
        session.writable(outbound.writable() && wireWritable, clock.now());
    }

    /** An event is about to be sent. Of a burst only the first looks at the connection. */
    void eventComes() {
        if (lookedAtWire) {
            session.writable(outbound.writable() && wireWritable, clock.recently());
            return;
        }
        lookedAtWire = true;
        leaveDeadConnection();
        tellWritable();
    }

    /**
     * A ping that is overdue means that the connection is dead, even if its end was not seen yet. One that is still to
     * be upgraded before it counts as open says itself when it has failed.
     */
    private void leaveDeadConnection() {
        if (session.state() == ConnectionState.OPEN
                && connections.wire().filter(Wire::heartbeatOverdue).isPresent()) {
            connections.close();
            session.connectionClosed(DisconnectReason.PING_TIMEOUT, Optional.empty(), clock.now());
        }
    }
}
