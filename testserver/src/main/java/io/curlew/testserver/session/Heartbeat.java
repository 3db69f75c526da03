package io.curlew.testserver.session;

/**
 * When to ping, and when a missing pong means that the client is gone. As in the reference server, the next ping counts
 * from the pong, and one packet other than a pong may extend the wait once.
 */
final class Heartbeat {
    private final long interval;
    private final long timeout;
    private long pingAt;
    private long pongBy = ServerEngineSession.NONE;
    private boolean extended;

    Heartbeat(ServerEngineConfig config, long now) {
        this.interval = config.pingInterval().toNanos();
        this.timeout = config.pingTimeout().toNanos();
        this.pingAt = now + interval;
    }

    boolean isDue(long now) {
        return now >= pingAt;
    }

    void pinged(long now) {
        pingAt = ServerEngineSession.NONE;
        pongBy = now + timeout;
        extended = false;
    }

    void ponged(long now) {
        pongBy = ServerEngineSession.NONE;
        pingAt = now + interval;
    }

    void heard(long now) {
        if (pongBy != ServerEngineSession.NONE && !extended) {
            pongBy = now + timeout;
            extended = true;
        }
    }

    boolean isMissed(long now) {
        return now >= pongBy;
    }

    long deadline() {
        return Math.min(pingAt, pongBy);
    }
}
