package io.curlew.testserver.session;

import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.List;

/**
 * What every session of a server has in common.
 *
 * @param pingInterval from a pong (at first, from the handshake) to the next ping
 * @param pingTimeout how long a pong may take
 * @param upgradeTimeout how long a WebSocket may take from its arrival to the upgrade packet
 * @param maxPayload the most bytes of an HTTP body or a WebSocket message
 * @param upgrades what a polling session may be upgraded to
 */
public record ServerEngineConfig(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        int maxPayload,
        List<TransportType> upgrades) {

    public ServerEngineConfig {
        upgrades = List.copyOf(upgrades);
    }
}
