package io.curlew.interop.memory;

import static io.curlew.interop.memory.World.PING_INTERVAL;
import static io.curlew.interop.memory.World.PING_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.interop.Transports;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeartbeatTest {
    @ParameterizedTest
    @EnumSource
    void keepsAnIdleSessionOpen(Transports transports) {
        World world = World.of(transports, 1).connected();

        world.time.pass(Duration.ofHours(1));

        assertThat(world.client.closed).isEmpty();
        assertThat(world.server.closed).isEmpty();
        assertThat(world.client.pings).hasSizeBetween(140, 146);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("F03")
    void aSilentServerIsGivenUpExactlyIntervalAndTimeoutAfterItsLastPing(Transports transports) {
        World world = World.of(transports, 1).connected();

        world.network.blackOut();
        world.time.pass(Duration.ofHours(1));

        assertThat(world.client.closed.orElseThrow().reason()).isEqualTo(CloseReason.PING_TIMEOUT);
        long lastPing = world.client.pings.get(world.client.pings.size() - 1);
        assertThat(world.client.closedAt - lastPing)
                .isEqualTo(PING_INTERVAL.plus(PING_TIMEOUT).toNanos());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("F04")
    void aSilentClientIsGivenUpByTheServer(Transports transports) {
        World world = World.of(transports, 1).connected();

        world.network.blackOut();
        world.time.pass(PING_INTERVAL.plus(PING_TIMEOUT));

        assertThat(world.server.closed.orElseThrow().reason()).isEqualTo(CloseReason.PING_TIMEOUT);
    }
}
