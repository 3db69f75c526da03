package io.curlew.socketio.client;

import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.ConnectionState;
import org.jspecify.annotations.Nullable;

/**
 * Stops reading while listeners have too much to do. Meanwhile the client does not reconnect by itself either, unless
 * somebody may be waiting for a connection: the new one would be stopped by the first event, and closed like the one
 * before. Confined to the loop.
 */
final class ReadingPause {
    private final Connections connections;
    private final ClientSession session;
    private boolean paused;
    /** The connection that is not read; null when each is. */
    private @Nullable Wire stopped;
    /** Whether somebody waits for a connection that there has not been yet. */
    private boolean asked;
    /** Opens the next connection; null when none is to be opened. */
    private @Nullable Runnable opening;

    ReadingPause(Connections connections, ClientSession session) {
        this.connections = connections;
        this.session = session;
    }

    /**
     * Reads no more. Of a connection that is about to open, only that is read; it is stopped when something else comes.
     */
    void pause() {
        holdBack();
        if (session.state() == ConnectionState.OPEN) {
            connections.wire().filter(wire -> wire != stopped).ifPresent(this::stop);
        }
    }

    /** From now on no connection is opened, but what is there is read. Who asked for one that is there has it. */
    void holdBack() {
        paused = true;
        if (session.state() == ConnectionState.OPEN) {
            asked = false;
        }
    }

    private void stop(Wire wire) {
        stopped = wire;
        wire.pauseReading();
        session.readingPaused();
    }

    void resume(long now) {
        if (paused) {
            paused = false;
            asked = false;
            Wire toRead = stopped;
            stopped = null;
            connections.wire().filter(wire -> wire == toRead).ifPresent(wire -> read(wire, now));
            openWaiting();
        }
    }

    private void read(Wire wire, long now) {
        wire.resumeReading();
        session.readingResumed(now);
    }

    /** The application asks for a connection, which it gets whether listeners keep up or not. */
    void ask() {
        asked = paused && session.state() != ConnectionState.OPEN;
        openWaiting();
    }

    /** Opens the connection that waits for listeners, if somebody may wait for it, whom the listeners may wait for. */
    void openIfAwaited() {
        if (opening != null && session.isFlushing()) {
            openWaiting();
        }
    }

    /**
     * Opens a connection, now or when listeners have caught up.
     *
     * @param attempt 0 for one that the application asked for, which waits for nothing
     */
    void whenItGoesOn(int attempt, Runnable open) {
        if (paused && !asked && attempt > 0 && !isAwaited(attempt)) {
            ClientLog.LOG.warn("Listeners have too much to do: the next connection is opened when they have caught up,"
                    + " or an event is emitted");
            opening = open;
        } else {
            open.run();
        }
    }

    /**
     * Returns whether somebody waits for an event to be sent, or for a {@code connect} that the lost connection has
     * left undone; of one that fails again and again listeners are told each time, so that it has to wait for them.
     */
    private boolean isAwaited(int attempt) {
        return session.isFlushing() || (attempt == 1 && session.isConnecting());
    }

    private void openWaiting() {
        Runnable waiting = opening;
        opening = null;
        if (waiting != null) {
            waiting.run();
        }
    }

    /** The connection that waits is not to be opened. */
    void forgetOpening() {
        opening = null;
    }
}
