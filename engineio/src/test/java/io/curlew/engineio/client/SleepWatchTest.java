package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F24")
class SleepWatchTest {
    private long wall = 1_700_000_000_000L;
    private long monotonic = 5;
    private final SleepWatch watch = new SleepWatch(() -> wall, () -> monotonic);

    private void pass(Duration awake, Duration asleep) {
        wall += awake.plus(asleep).toMillis();
        monotonic += awake.toNanos();
    }

    @Test
    void timeThatBothClocksSeeIsNoSleep() {
        pass(Duration.ofHours(10), Duration.ZERO);
        assertThat(watch.hasSlept()).isFalse();
    }

    @Test
    void timeThatOnlyTheWallClockSeesIsASleepToldOnce() {
        pass(Duration.ofSeconds(3), Duration.ofMinutes(10));
        assertThat(watch.hasSlept()).isTrue();
        assertThat(watch.hasSlept()).isFalse();
    }

    @Test
    void aClockThatIsSlewedOrSetBackIsNoSleep() {
        pass(Duration.ofSeconds(10), Duration.ofMillis(5));
        assertThat(watch.hasSlept()).isFalse();
        wall -= Duration.ofHours(1).toMillis();
        assertThat(watch.hasSlept()).isFalse();
        pass(Duration.ofSeconds(10), Duration.ZERO);
        assertThat(watch.hasSlept()).isFalse();
    }
}
