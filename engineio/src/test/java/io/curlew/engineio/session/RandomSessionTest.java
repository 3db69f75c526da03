package io.curlew.engineio.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, in whatever order: what must hold for every session. */
@Tag("F16")
@Tag("F17")
class RandomSessionTest {
    private static final int SEEDS = 400;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void everyMessageIsWrittenOrReportedOnceAndInOrderAndThereIsOneEnd(int block) {
        int upgrades = 0;
        int known = 0;
        for (int seed = block * SEEDS; seed < (block + 1) * SEEDS; seed++) {
            RandomWorld world = new RandomWorld(seed);
            try {
                world.run(300);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed " + seed, broken);
            }
            List<String> expected =
                    IntStream.range(0, world.sent()).mapToObj(String::valueOf).toList();
            assertThat(world.accountedFor()).as("seed %s", seed).isEqualTo(expected);
            assertThat(world.ends()).as("seed %s", seed).isEqualTo(1);
            assertThat(world.unansweredRequests()).as("seed %s", seed).isZero();
            upgrades += world.upgraded() ? 1 : 0;
            known += world.knownReceipts();
        }
        assertThat(upgrades).as("worlds that got far").isGreaterThan(SEEDS / 5);
        assertThat(known).as("receipts").isGreaterThan(SEEDS / 5);
    }
}
