package io.curlew.interop.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.interop.Transports;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions are closed at any moment, also in the middle of an upgrade; before that, both sides send. */
@Tag("F17")
class ClosingTest {
    private static final int MESSAGES = 20;

    @ParameterizedTest
    @EnumSource
    void whatTheClientSentBeforeItClosedArrives(Transports transports) {
        forEachSeed(transports, world -> {
            world.client.whenOpen(() -> world.soon(() -> {
                World.numbers(MESSAGES).forEach(world.client::send);
                world.client.close();
            }));
            world.connected();

            assertThat(world.client.closed.orElseThrow().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
            assertThat(world.server.closed.orElseThrow().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
            assertThat(world.server.received).isEqualTo(World.numbers(MESSAGES));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatTheServerSentBeforeItClosedArrives(Transports transports) {
        forEachSeed(transports, world -> {
            world.server.whenOpen(() -> world.soon(() -> {
                World.numbers(MESSAGES).forEach(world.server::send);
                world.server.close();
            }));
            world.connected();

            assertThat(world.server.closed.orElseThrow().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
            assertThat(world.client.closed.orElseThrow().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
            assertThat(world.client.received).isEqualTo(World.numbers(MESSAGES));
        });
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesMayCloseAtAboutTheSameTime(Transports transports) {
        forEachSeed(transports, world -> {
            world.client.whenOpen(() -> world.soon(world.client::close));
            world.server.whenOpen(() -> world.soon(world.server::close));
            world.client.connect();
            world.time.pass(Duration.ofSeconds(5));

            assertThat(world.client.closed.orElseThrow().reason())
                    .isIn(CloseReason.FORCED_CLOSE, CloseReason.TRANSPORT_CLOSE);
            assertThat(world.server.closed.orElseThrow().reason())
                    .isIn(CloseReason.FORCED_CLOSE, CloseReason.TRANSPORT_CLOSE);
        });
    }

    private static void forEachSeed(Transports transports, Consumer<World> test) {
        LongStream.range(0, 1000).forEach(seed -> {
            try {
                test.accept(World.of(transports, seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        });
    }
}
