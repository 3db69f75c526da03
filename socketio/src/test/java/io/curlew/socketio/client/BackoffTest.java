package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void anExponentialDelayDoublesUpToItsMaximum() {
        Backoff backoff = Backoff.exponential(SECOND, FIVE);
        assertThat(List.of(1, 2, 3, 4, 5, 1000, Integer.MAX_VALUE))
                .map(attempt -> backoff.delay(attempt, 0.5).toSeconds())
                .containsExactly(1L, 2L, 4L, 5L, 5L, 5L, 5L);
    }

    @Test
    void anExponentialDelayDoesNotOverflow() {
        Backoff backoff = Backoff.exponential(Duration.ofNanos(3), Duration.ofDays(100_000));
        Duration before = Duration.ZERO;
        for (int attempt = 1; attempt < 200; attempt++) {
            Duration delay = backoff.delay(attempt, 0);
            assertThat(delay).isPositive().isGreaterThanOrEqualTo(before);
            before = delay;
        }
        assertThat(before).isEqualTo(Duration.ofDays(100_000));
    }

    @Test
    @Tag("F07")
    void fiveThousandClientsThatLostTheirServerComeBackEvenlySpread() {
        Backoff backoff = Backoff.exponential(SECOND, FIVE).jitter(0.5);
        SplittableRandom random = new SplittableRandom(42);
        for (int attempt = 1; attempt <= 50; attempt++) {
            double middle = Backoff.exponential(SECOND, FIVE).delay(attempt, 0).toNanos();
            int[] bins = new int[20];
            for (int client = 0; client < 5000; client++) {
                long delay = backoff.delay(attempt, random.nextDouble()).toNanos();
                assertThat(delay).isPositive().isLessThanOrEqualTo((long) (FIVE.toNanos() * 1.5));
                bins[(int) ((delay / middle - 0.5) * bins.length)]++;
            }
            for (int bin : bins) {
                assertThat(bin).isBetween(188, 312); // 250, give or take 25 %
            }
        }
    }

    @Test
    void aFixedDelayNeverChanges() {
        assertThat(Backoff.fixed(SECOND).delay(1, 0.1)).isEqualTo(SECOND);
        assertThat(Backoff.fixed(SECOND).delay(9, 0.9)).isEqualTo(SECOND);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Backoff.fixed(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Backoff.exponential(Duration.ofSeconds(-1), FIVE));
        assertThatIllegalArgumentException().isThrownBy(() -> Backoff.exponential(FIVE, SECOND));
        Backoff fixed = Backoff.fixed(SECOND);
        assertThatIllegalArgumentException().isThrownBy(() -> fixed.jitter(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> fixed.jitter(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> fixed.jitter(Double.NaN));
    }

    @Test
    void aBackoffOfTheApplicationIsMadeHarmless() {
        List<Throwable> reported = new ArrayList<>();
        CheckedDelay zero = new CheckedDelay((attempt, random) -> Duration.ZERO, Backoff.fixed(SECOND), reported::add);
        assertThat(zero.nanos(1, 0.5)).isEqualTo(1_000_000);
        IllegalStateException bug = new IllegalStateException("bug");
        CheckedDelay throwing = new CheckedDelay(
                (attempt, random) -> {
                    throw bug;
                },
                Backoff.fixed(SECOND),
                reported::add);
        assertThat(throwing.nanos(1, 0.5)).isEqualTo(SECOND.toNanos());
        assertThat(reported).containsExactly(bug);
        CheckedDelay failing = new CheckedDelay(
                (attempt, random) -> {
                    throw new AssertionError("bug");
                },
                Backoff.fixed(SECOND),
                thrown -> {
                    throw new IllegalStateException("the handler, too");
                });
        assertThat(failing.nanos(1, 0.5)).isEqualTo(SECOND.toNanos());
        CheckedDelay endless = new CheckedDelay(
                (attempt, random) -> Duration.ofSeconds(Long.MAX_VALUE), Backoff.fixed(SECOND), reported::add);
        assertThat(endless.nanos(1, 0.5)).isEqualTo(Long.MAX_VALUE);
    }
}
