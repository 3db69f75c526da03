package io.curlew.engineio.session;

import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a session behaves. Immutable.
 *
 * @param transports in the order in which they are tried
 * @param fallback whether the next transport is tried when one can't open; else the first failure ends the session
 * @param upgrade what to do when polling opened and the server offers WebSocket
 * @param connectTimeout from {@code connect} to the open packet, all transports together; with fallback each gets an
 *     equal share of what is left
 * @param upgradeTimeout from the opening of the WebSocket to the session's move
 * @param closeTimeout how long {@code close} may take to send what was accepted before
 * @param sendOversized whether a message that alone exceeds the server's limit for HTTP bodies is sent all the same
 * @param maxPacketsPerPost the most packets of one HTTP body
 * @param maxStall how long the application may make the session stop reading; empty for pingInterval + pingTimeout
 */
public record SessionConfig(
        List<TransportType> transports,
        boolean fallback,
        UpgradePolicy upgrade,
        Duration connectTimeout,
        Duration upgradeTimeout,
        Duration closeTimeout,
        boolean sendOversized,
        int maxPacketsPerPost,
        Optional<Duration> maxStall) {

    /** What to do about an upgrade. */
    public enum UpgradePolicy {
        /** Stay on the first transport. */
        NEVER,
        /** Move when the server offers it and it works. */
        WHEN_OFFERED,
        /** A session that can't move is closed. */
        REQUIRED
    }

    public SessionConfig {
        transports = List.copyOf(transports);
        if (transports.isEmpty()) {
            throw new IllegalArgumentException("At least one transport is needed");
        }
    }
}
