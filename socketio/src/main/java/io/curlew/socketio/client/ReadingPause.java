package io.curlew.socketio.client;

import io.curlew.socketio.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * Stops reading while listeners have too much to do. Meanwhile the client does not reconnect by itself either: the new
 * connection would be stopped by the first event, and closed like the one before. Confined to the loop.
 */
final class ReadingPause {

    private final Connections connections;
    private final ClientSession session;
    private boolean paused;
    /** Whether the application asked for a connection meanwhile. */
    private boolean asked;
    /** Opens the next connection; null when none is to be opened. */
    private @Nullable Runnable opening;

    ReadingPause(Connections connections, ClientSession session) {
        this.connections = connections;
        this.session = session;
    }

    void pause() {
        paused = true;
        connections.wire().ifPresent(Wire::pauseReading);
        session.readingPaused();
    }

    void resume(long now) {
        paused = false;
        connections.wire().ifPresent(Wire::resumeReading);
        session.readingResumed(now);
        openWaiting();
    }

    /** The application asks for a connection, which it gets whether listeners keep up or not. */
    void ask() {
        asked = paused;
        openWaiting();
    }

    /**
     * Opens a connection, now or when listeners have caught up.
     *
     * @param attempt 0 for one that the application asked for, which waits for nothing
     */
    void whenItGoesOn(int attempt, Runnable open) {
        if (paused && !asked && attempt > 0) {
            ClientLog.LOG.warn("Listeners have too much to do: the next connection is opened when they have caught up");
            opening = open;
        } else {
            asked = false;
            open.run();
        }
    }

    private void openWaiting() {
        Runnable waiting = opening;
        opening = null;
        if (waiting != null) {
            asked = false;
            waiting.run();
        }
    }

    /** The connection that waits is not to be opened. */
    void forgetOpening() {
        opening = null;
    }
}
