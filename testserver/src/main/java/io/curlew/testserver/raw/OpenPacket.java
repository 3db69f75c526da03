package io.curlew.testserver.raw;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The packet with which an Engine.IO server opens a session.
 *
 * @param sid the session's id; it is not escaped
 * @param upgrades the transports that the client may upgrade to
 * @param pingInterval the time between two pings
 * @param pingTimeout the time in which a pong has to come
 * @param maxPayload the largest polling body, in bytes
 */
public record OpenPacket(
        String sid, List<String> upgrades, Duration pingInterval, Duration pingTimeout, long maxPayload) {
    /** Copies the upgrades. */
    public OpenPacket {
        upgrades = List.copyOf(upgrades);
    }

    /**
     * Returns what the reference server says, with no upgrade offered.
     *
     * @param sid the session's id
     * @return the packet
     */
    public static OpenPacket of(String sid) {
        return new OpenPacket(sid, List.of(), Duration.ofSeconds(25), Duration.ofSeconds(20), 1_000_000);
    }

    /**
     * Returns this packet with the upgrade to WebSocket offered.
     *
     * @return the same packet, with an upgrade
     */
    public OpenPacket withUpgrade() {
        return new OpenPacket(sid, List.of("websocket"), pingInterval, pingTimeout, maxPayload);
    }

    /**
     * Returns this packet with another heartbeat.
     *
     * @param interval the time between two pings
     * @param timeout the time in which a pong has to come
     * @return the same packet, with these times
     */
    public OpenPacket withHeartbeat(Duration interval, Duration timeout) {
        return new OpenPacket(sid, upgrades, interval, timeout, maxPayload);
    }

    /**
     * Returns the packet as it goes on the wire.
     *
     * @return {@code 0} and the JSON
     */
    public String text() {
        String quoted = upgrades.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[" + quoted + "],\"pingInterval\":" + millis(pingInterval)
                + ",\"pingTimeout\":" + millis(pingTimeout) + ",\"maxPayload\":" + maxPayload + "}";
    }

    /** Any time can be said, also one that is no {@code long} of milliseconds. */
    private static BigInteger millis(Duration time) {
        return BigInteger.valueOf(time.getSeconds())
                .multiply(BigInteger.valueOf(1000))
                .add(BigInteger.valueOf(time.getNano() / 1_000_000));
    }
}
