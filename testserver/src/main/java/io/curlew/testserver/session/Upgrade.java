package io.curlew.testserver.session;

import java.time.Duration;

/**
 * A WebSocket that wants to take over a polling session, from its arrival to the upgrade packet.
 *
 * <p>After the probe the client stops polling, which it can do only when its GET is answered: so each one is answered
 * with a noop. The first at once, later ones (of a client that polled again before it saw the probe's answer) at the
 * reference server's pace, lest client and server spin.
 */
final class Upgrade {
    private static final long PACE = Duration.ofMillis(100).toNanos();

    private final long webSocket;
    private final long timeoutAt;
    private long releaseAt = ServerEngineSession.NONE;

    Upgrade(long webSocket, ServerEngineConfig config, long now) {
        this.webSocket = webSocket;
        this.timeoutAt = now + config.upgradeTimeout().toNanos();
    }

    long webSocket() {
        return webSocket;
    }

    boolean isLate(long now) {
        return now >= timeoutAt;
    }

    void probed(long now) {
        releaseAt = now;
    }

    boolean mayRelease(long now) {
        return now >= releaseAt;
    }

    void released(long now) {
        releaseAt = now + PACE;
    }

    long deadline(boolean getIsWaiting) {
        return getIsWaiting ? Math.min(timeoutAt, releaseAt) : timeoutAt;
    }
}
