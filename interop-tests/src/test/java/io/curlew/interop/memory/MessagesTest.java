package io.curlew.interop.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Transports;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides send while the session opens, and is upgraded: on many networks, each of which is a seed. */
class MessagesTest {
    private static final int MESSAGES = 200;

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

    /** Either the session is open and everything has arrived, or it is closed and what has arrived is what came first. */
    private static void assertNothingMissing(World world, long seed) {
        world.exchange(MESSAGES, Duration.ofMillis(500));

        world.connected();

        assertThat(world.server.closed.isPresent()).as("seed %d", seed).isEqualTo(world.client.closed.isPresent());
        if (world.client.closed.isPresent()) {
            assertThat(World.numbers(MESSAGES)).as("seed %d", seed).startsWith(first(world.server.received));
            assertThat(World.numbers(MESSAGES)).as("seed %d", seed).startsWith(first(world.client.received));
        } else {
            assertThat(world.server.received).as("seed %d", seed).isEqualTo(World.numbers(MESSAGES));
            assertThat(world.client.received).as("seed %d", seed).isEqualTo(World.numbers(MESSAGES));
        }
    }

    private static String[] first(List<String> received) {
        return received.toArray(String[]::new);
    }
}
