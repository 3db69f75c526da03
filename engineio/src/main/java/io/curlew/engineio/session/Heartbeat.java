package io.curlew.engineio.session;

import io.curlew.engineio.protocol.Handshake;

/**
 * Watches for the server's pings (Engine.IO protocol 4, section "Heartbeat"). Only a ping counts, as in the reference
 * client.
 *
 * <p>While the application makes us stop reading, pings can't be seen. Then the deadline rests and, so that the server
 * keeps the session, an unsolicited pong is due an interval after the last pong, until the stall has lasted too long.
 * It counts from the last pong and not from the beginning of the stall, since that is what the server counts from: a
 * stall that begins late in an interval, or short stalls in a row, would otherwise keep it waiting beyond its
 * pingTimeout.
 */
final class Heartbeat {
    private final long interval;
    private final long grace;
    private final long maxStall;
    private long pingDue = EngineSession.NONE;
    private long lastPong;
    private long pongDue = EngineSession.NONE;
    private long stallEnd = EngineSession.NONE;

    /** A heartbeat that has not begun. */
    Heartbeat() {
        interval = EngineSession.NONE;
        grace = EngineSession.NONE;
        maxStall = EngineSession.NONE;
    }

    /** @param maxStall how long the application may make us stop reading, in nanoseconds */
    Heartbeat(Handshake handshake, long maxStall, long now) {
        interval = handshake.pingInterval().toNanos();
        grace = handshake.heartbeatDeadline().toNanos();
        this.maxStall = maxStall;
        pingDue = now + grace;
        // The server sends its first ping an interval after the opening.
        lastPong = now;
    }

    /** A ping was read, and is answered at once. */
    void ping(long now) {
        lastPong = now;
        if (!isStalled()) {
            pingDue = now + grace;
        }
    }

    void stall(long now) {
        if (!isStalled() && hasBegun()) {
            pingDue = EngineSession.NONE;
            pongDue = Math.max(now, lastPong + interval);
            stallEnd = now + maxStall;
        }
    }

    void resume(long now) {
        if (isStalled()) {
            pingDue = now + grace;
            pongDue = EngineSession.NONE;
            stallEnd = EngineSession.NONE;
        }
    }

    /** Returns whether a pong is due now, and if so counts it as sent. */
    boolean takePong(long now) {
        if (now < pongDue) {
            return false;
        }
        lastPong = now;
        pongDue = now + interval;
        return true;
    }

    boolean isOverdue(long now) {
        return now >= pingDue;
    }

    long pingDue() {
        return pingDue;
    }

    boolean isStalledTooLong(long now) {
        return now >= stallEnd;
    }

    long deadline() {
        return Math.min(pingDue, Math.min(pongDue, stallEnd));
    }

    /** Returns whether the application makes us stop reading. */
    boolean isStalled() {
        return stallEnd != EngineSession.NONE;
    }

    private boolean hasBegun() {
        return interval != EngineSession.NONE;
    }
}
