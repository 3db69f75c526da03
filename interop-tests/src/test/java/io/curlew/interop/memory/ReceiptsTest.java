package io.curlew.interop.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Transports;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client asks again and again whether the server has read what it sent, also while the session is upgraded. */
@Tag("N20")
class ReceiptsTest {
    private static final int MESSAGES = 50;

    @ParameterizedTest
    @EnumSource
    void aReceiptIsNeverWrongAndAlwaysComes(Transports transports) {
        Tally all = new Tally();
        LongStream.range(0, 1000).forEach(seed -> {
            Tally tally = new Tally();
            World world = World.of(transports, seed);
            ask(world, tally);
            world.connected();
            assertThat(tally.comes).as("seed %d", seed).isEqualTo(MESSAGES);
            all.knows += tally.knows;
        });
        assertThat(all.knows).as("receipts that told more than nothing").isGreaterThan(1000 * MESSAGES / 2);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsLostMeanwhileMakesNoReceiptWrong(Transports transports) {
        forEachSeed(transports, world -> {
            world.client.whenTunnelOpens(tunnel -> world.soon(tunnel::kill));
            world.server.whenOpen(() -> world.soon(world.server::refuseGets));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkThatFallsSilentMeanwhileMakesNoReceiptWrong(Transports transports) {
        forEachSeed(transports, world -> world.server.whenOpen(() -> world.soon(world.network::blackOut)));
    }

    private static void forEachSeed(Transports transports, Consumer<World> harm) {
        LongStream.range(0, 1000).forEach(seed -> {
            Tally tally = new Tally();
            World world = World.of(transports, seed);
            ask(world, tally);
            harm.accept(world);
            world.connected();
            assertThat(tally.comes).as("seed %d", seed).isEqualTo(tally.sent);
        });
    }

    /** Sends numbers and, behind each, asks. */
    private static void ask(World world, Tally tally) {
        world.client.whenOpen(() -> {
            for (int i = 0; i < MESSAGES; i++) {
                int number = i;
                world.time.after(Duration.ofMillis(world.network.random().nextInt(500)), () -> {
                    int sent = ++tally.sent;
                    world.client.send(String.valueOf(number));
                    world.client.requestReceipt(read -> {
                        tally.comes++;
                        if (read) {
                            tally.knows++;
                            assertThat(world.server.received).hasSizeGreaterThanOrEqualTo(sent);
                        }
                    });
                });
            }
        });
    }

    /** What came of it. */
    private static final class Tally {
        private int sent;
        private int comes;
        private int knows;
    }
}
