package io.curlew.socketio.session;

import io.curlew.socketio.protocol.DisconnectReason;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The state of the connection that all namespaces share, and its way back after a loss. */
final class Connection {
    /** A connection that lasts this long, and a ping interval, does not count as flapping. */
    private static final long LASTING = TimeUnit.SECONDS.toNanos(10);
    /** The longest delay that a server may ask for: one that asks for more may have a broken clock. */
    private static final long LONGEST_WISH = TimeUnit.MINUTES.toNanos(5);

    private final Core core;
    private final Reconnection reconnection;
    private ConnectionState state = ConnectionState.IDLE;
    private int attempt;
    private long lasting;
    /** When it counts as one that lasts; {@link ClientSession#NONE} while it is not open. */
    private long lastsFrom = ClientSession.NONE;

    private Timers.Timer timer;
    private Timers.Timer attachments;
    private @Nullable Reception reception;

    Connection(Core core, Reconnection reconnection) {
        this.core = core;
        this.reconnection = reconnection;
        this.timer = core.timers().never();
        this.attachments = core.timers().never();
    }

    boolean is(ConnectionState other) {
        return state == other;
    }

    ConnectionState state() {
        return state;
    }

    boolean reconnects() {
        return reconnection.isEnabled();
    }

    /** Makes sure that there is one, now or after the pause. */
    void request() {
        if (state == ConnectionState.IDLE) {
            open(0);
        }
    }

    /** It is being opened, and from now on may bring something. */
    void opening(Reception begun) {
        reception = begun;
    }

    /** Returns what it brings; empty when there is none. */
    Optional<Reception> reception() {
        return Optional.ofNullable(reception);
    }

    void opened(long pingInterval, long now) {
        state = ConnectionState.OPEN;
        reconnection.attemptSucceeded();
        lasting = Math.max(pingInterval, LASTING);
        lastsFrom = Core.after(now, lasting);
        core.add(new SocketAction.ConnectionOpened());
    }

    /** Tells of the successful attempt, which comes after the namespaces began to join. */
    void reportOpened() {
        if (attempt > 0) {
            core.add(new SocketAction.Reconnected(attempt));
        }
    }

    /**
     * Takes note of an attempt that failed; returns whether another will follow.
     *
     * @param retryAfter how long the server asks to be left alone at least
     */
    boolean failed(long retryAfter, long now) {
        if (attempt > 0) {
            reconnection.attemptFailed();
        }
        return retryLater(Math.min(retryAfter, LONGEST_WISH), now);
    }

    private void countIfItHasLasted(long now) {
        if (now >= lastsFrom) {
            reconnection.lasted();
        }
    }

    /**
     * Returns how long to wait before a namespace of an open connection joins again. The pace is that of reconnection,
     * and it slackens likewise when all has been well for long enough.
     */
    long pause(long now) {
        countIfItHasLasted(now);
        long pause = reconnection.nextDelay();
        lastsFrom = Core.after(Core.after(now, pause), lasting);
        return pause;
    }

    /** Gives up for good, until another is requested. */
    void abandon() {
        forgetWire();
        reconnection.reset();
        state = ConnectionState.IDLE;
    }

    /** Makes the attempt at once that is being waited for; it counts like any other. */
    void hurry() {
        if (state == ConnectionState.PAUSED) {
            timer.cancel();
            retry();
        }
    }

    /** Reports the failed attempt, after the namespaces have been notified. */
    void reportFailed(Throwable cause) {
        if (attempt > 0) {
            core.add(new SocketAction.ReconnectError(attempt, cause));
        }
        if (state == ConnectionState.IDLE && reconnection.isEnabled()) {
            core.add(new SocketAction.ReconnectFailed());
        }
    }

    /**
     * Takes note of a connection that is gone; returns whether an attempt to reconnect will follow.
     *
     * @param wanted whether any namespace needs another
     */
    boolean lost(DisconnectReason reason, Optional<Throwable> cause, boolean wanted, long retryAfter, long now) {
        boolean retry = wanted && retryLater(Math.min(retryAfter, LONGEST_WISH), now);
        if (!wanted) {
            abandon();
        }
        core.add(new SocketAction.ConnectionClosed(reason, cause, retry));
        return retry;
    }

    /** Closes it, because it is no longer needed. */
    void release() {
        drop(ConnectionState.IDLE);
    }

    /** Closes it for good. */
    void close() {
        drop(ConnectionState.CLOSED);
    }

    /** Gives attachments that are still to come their whole time again, since nothing was read meanwhile. */
    void waitAnewForAttachments(Timers.Expiry late, long now) {
        if (!attachments.isOver()) {
            attachments.cancel();
            waitingForAttachments(true, late, now);
        }
    }

    /** Starts or stops the time that the attachments of a packet may take. */
    void waitingForAttachments(boolean waiting, Timers.Expiry late, long now) {
        if (!waiting) {
            attachments.cancel();
        } else if (attachments.isOver()) {
            attachments = core.timers().start(Core.after(now, core.config().attachmentTimeout()), late);
        }
    }

    private void open(int number) {
        state = ConnectionState.OPENING;
        attempt = number;
        core.add(new SocketAction.OpenConnection(number));
    }

    /**
     * What the server asks for is the least, and the delay with its jitter comes on top: clients that were all sent
     * away with the same wish are not to come back all at once.
     */
    private boolean retryLater(long atLeast, long now) {
        countIfItHasLasted(now);
        forgetWire();
        boolean retry = reconnection.mayRetry();
        if (retry) {
            state = ConnectionState.PAUSED;
            timer = core.timers().start(Core.after(now, atLeast + reconnection.nextDelay()), at -> retry());
        } else {
            state = ConnectionState.IDLE;
            reconnection.reset();
        }
        return retry;
    }

    private void retry() {
        int next = reconnection.attempt();
        core.add(new SocketAction.ReconnectAttempt(next));
        open(next);
    }

    private void drop(ConnectionState next) {
        ConnectionState before = state;
        state = next;
        forgetWire();
        reconnection.reset();
        if (before == ConnectionState.OPENING || before == ConnectionState.OPEN) {
            core.add(new SocketAction.CloseConnection());
        }
        if (before == ConnectionState.OPEN) {
            core.add(new SocketAction.ConnectionClosed(DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), false));
        }
    }

    private void forgetWire() {
        timer.cancel();
        attachments.cancel();
        lastsFrom = ClientSession.NONE;
        reception = null;
    }
}
