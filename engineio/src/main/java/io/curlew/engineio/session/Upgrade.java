package io.curlew.engineio.session;

import io.curlew.engineio.protocol.EnginePacket;
import org.jspecify.annotations.Nullable;

/**
 * The move of a session from polling to WebSocket (Engine.IO protocol 4, section "Upgrade").
 *
 * <pre>
 *   IDLE ──► OPENING ──► PROBING ──► PAUSING ──► CONFIRMING ──► IDLE, moved
 *            opened:     pong        paused:      5 written
 *            2probe      "probe":    write 5
 *                        pause polling
 * </pre>
 *
 * The order is the reference client's, not the protocol text's: polling is paused only after the probe succeeded, so
 * that a WebSocket that doesn't work costs nothing. From PAUSING on no messages are written, so that none can overtake
 * another. Whatever fails before the upgrade packet is written leads back to polling with nothing lost.
 */
final class Upgrade {
    enum Step {
        IDLE,
        OPENING,
        PROBING,
        PAUSING,
        CONFIRMING
    }

    private Step step = Step.IDLE;
    private @Nullable TransportId transport;
    private long deadline = EngineSession.NONE;
    private boolean writable;

    Step step() {
        return step;
    }

    void start(TransportId to, long until) {
        transport = to;
        deadline = until;
        step = Step.OPENING;
    }

    boolean isOn(TransportId candidate) {
        return candidate.equals(transport);
    }

    /** The WebSocket is open: returns whether the probe is to be sent. */
    boolean opened() {
        return advance(Step.OPENING, Step.PROBING);
    }

    /** Something arrived on the WebSocket: returns whether it is the answer to the probe. */
    boolean probed(EnginePacket packet) {
        boolean probe = packet instanceof EnginePacket.Pong pong && pong.data().equals("probe");
        return probe && advance(Step.PROBING, Step.PAUSING);
    }

    /** Polling is at rest: returns whether the upgrade packet is to be sent. */
    boolean paused() {
        boolean confirms = advance(Step.PAUSING, Step.CONFIRMING);
        writable = writable && !confirms;
        return confirms;
    }

    void writable() {
        writable = true;
    }

    /** Returns whether the WebSocket takes a write behind the upgrade packet. */
    boolean isWritable() {
        return writable;
    }

    /** Ends the upgrade, whichever way, and returns the transport it was about. */
    TransportId end() {
        TransportId ended = transport();
        step = Step.IDLE;
        transport = null;
        deadline = EngineSession.NONE;
        return ended;
    }

    TransportId transport() {
        if (transport == null) {
            throw new IllegalStateException("No upgrade is under way");
        }
        return transport;
    }

    boolean isUnderWay() {
        return step != Step.IDLE;
    }

    /** Returns whether messages must wait for the upgrade to end. */
    boolean holdsWrites() {
        return step == Step.PAUSING || step == Step.CONFIRMING;
    }

    long deadline() {
        return deadline;
    }

    private boolean advance(Step from, Step to) {
        if (step != from) {
            return false;
        }
        step = to;
        return true;
    }
}
