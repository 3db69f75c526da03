package io.curlew.interop.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Scale;
import io.curlew.interop.Transports;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides send while the session opens, and is upgraded: on many networks, each of which is a seed. */
@Tag("F16")
class MessagesTest {
    private static final int MESSAGES = Scale.tenth(2000);

    @ParameterizedTest
    @EnumSource
    void arriveOnceAndInOrder(Transports transports) {
        LongStream.range(0, 1000).forEach(seed -> {
            World world = World.of(transports, seed);
            world.exchange(MESSAGES, Duration.ofMillis(500));

            world.connected();

            assertThat(world.client.transports).as("seed %d", seed).isEqualTo(transports.types());
            assertThat(world.server.received).as("seed %d", seed).isEqualTo(World.numbers(MESSAGES));
            assertThat(world.client.received).as("seed %d", seed).isEqualTo(World.numbers(MESSAGES));
        });
    }

    @Test
    @Tag("F10")
    @Tag("F11")
    void surviveAnUpgradeThatIsTooSlow() {
        LongStream.range(0, 1000).forEach(seed -> {
            World world = World.impatient(seed);
            assertNothingMissing(world, seed);
        });
    }

    @Test
    @Tag("F10")
    void surviveAnUpgradeWhoseWebSocketFallsSilent() {
        LongStream.range(0, 1000).forEach(seed -> {
            World world = World.impatient(seed);
            world.client.whenTunnelOpens(tunnel -> world.soon(tunnel::blackHole));
            assertNothingMissing(world, seed);
        });
    }

    @Test
    @Tag("F13")
    void surviveAnUpgradeWhoseWebSocketIsLost() {
        LongStream.range(0, 1000).forEach(seed -> {
            World world = World.impatient(seed);
            world.client.whenTunnelOpens(tunnel -> world.soon(tunnel::kill));
            assertNothingMissing(world, seed);
        });
    }

    @Test
    @Tag("F11")
    void surviveAnUpgradeWhoseProbeIsAnsweredLate() {
        LongStream.range(0, 1000).forEach(seed -> {
            World world = World.impatient(seed);
            world.client.whenTunnelOpens(tunnel -> tunnel.delay(Duration.ofMillis(60 + seed % 100)));
            assertNothingMissing(world, seed);
        });
    }

    @Test
    @Tag("F12")
    void surviveAnUpgradeWhoseProbeIsAnsweredWrongly() {
        LongStream.range(0, 1000).forEach(seed -> {
            World world = World.impatient(seed);
            world.client.whenTunnelOpens(Tunnel::spoilProbe);
            assertNothingMissing(world, seed);
            assertThat(world.client.transports).as("seed %d", seed).containsExactly(TransportType.POLLING);
        });
    }

    @Test
    @Tag("F14")
    void surviveAnUpgradeForWhichTheServerDoesNotReleaseTheGet() {
        LongStream.range(0, 1000).forEach(seed -> {
            World world = World.impatient(seed);
            world.server.holdNoops(Duration.ofMillis(50 + seed % 200));
            assertNothingMissing(world, seed);
        });
    }

    @Test
    @Tag("F15")
    void surviveAnUpgradeDuringWhichThePollIsRefused() {
        LongStream.range(0, 1000).forEach(seed -> {
            World world = World.impatient(seed);
            world.client.whenTunnelOpens(tunnel -> world.soon(world.server::refuseGets));
            world.exchange(MESSAGES, Duration.ofMillis(500));
            world.connected();
            assertPrefixes(world, seed);
        });
    }

    /**
     * Either the session is open and everything has arrived, or it is closed and what has arrived is what came first.
     */
    private static void assertNothingMissing(World world, long seed) {
        world.exchange(MESSAGES, Duration.ofMillis(500));

        world.connected();

        assertThat(world.server.closed.isPresent()).as("seed %d", seed).isEqualTo(world.client.closed.isPresent());
        if (world.client.closed.isPresent()) {
            assertPrefixes(world, seed);
        } else {
            assertThat(world.server.received).as("seed %d", seed).isEqualTo(World.numbers(MESSAGES));
            assertThat(world.client.received).as("seed %d", seed).isEqualTo(World.numbers(MESSAGES));
        }
    }

    private static void assertPrefixes(World world, long seed) {
        assertPrefix(world.server.received, seed);
        assertPrefix(world.client.received, seed);
    }

    private static void assertPrefix(List<String> received, long seed) {
        assertThat(received).as("seed %d", seed).isEqualTo(World.numbers(received.size()));
    }
}
