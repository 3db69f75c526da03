package io.curlew.engineio.protocol;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The content of the server's open packet (Engine.IO protocol 4, section "Handshake").
 *
 * @param sid the session's id, 1 to 1024 characters. It is a credential: {@code toString} omits it
 * @param upgrades the names of the transports to which the session may be upgraded, including unknown ones
 * @param pingInterval how often the server sends a ping; 1 ms to 24 h
 * @param pingTimeout how long after a missed ping the session counts as dead; 1 ms to 24 h
 * @param maxPayload the maximum size of an HTTP body that the server accepts, in bytes; empty if the server names no
 *     limit
 */
public record Handshake(
        String sid, List<String> upgrades, Duration pingInterval, Duration pingTimeout, OptionalLong maxPayload) {

    public Handshake {
        upgrades = List.copyOf(upgrades);
    }

    /** Returns the time after a ping within which the next one must arrive; after that the session counts as dead. */
    public Duration heartbeatDeadline() {
        return pingInterval.plus(pingTimeout);
    }

    @Override
    public String toString() {
        return "Handshake[upgrades=" + PeerText.sentence(upgrades.toString()) + ", pingInterval="
                + DurationText.of(pingInterval) + ", pingTimeout=" + DurationText.of(pingTimeout) + ", maxPayload="
                + (maxPayload.isPresent() ? maxPayload.getAsLong() : "none") + "]";
    }
}
