package io.curlew.testserver.fault;

import static io.curlew.testserver.fault.Direction.TO_CLIENT;
import static io.curlew.testserver.fault.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What faults come to, without sockets. */
class ShapeTest {
    private static final long SECOND = 1_000_000_000;

    private static Shape shape(long seed, Fault... faults) {
        return new Shape(List.of(faults), TO_CLIENT, new SplittableRandom(seed));
    }

    @Test
    void noFaultsChangeNothing() {
        Shape shape = shape(1);
        assertThat(shape.delay()).isZero();
        assertThat(shape.piece()).isEqualTo(Integer.MAX_VALUE);
        assertThat(shape.limit()).isEqualTo(Long.MAX_VALUE);
        assertThat(shape.next(1_000_000, SECOND)).isEqualTo(SECOND);
        assertThat(shape.cutAt(Long.MAX_VALUE)).isNull();
    }

    @Test
    void theSameSeedDrawsTheSame() {
        Fault jitter = Fault.jitter(Duration.ofMillis(1), Duration.ofMillis(9));
        assertThat(draws(shape(5, jitter)))
                .isEqualTo(draws(shape(5, jitter)))
                .isNotEqualTo(draws(shape(6, jitter)))
                .allMatch(nanos -> nanos >= 1_000_000 && nanos <= 9_000_000);
    }

    private static List<Long> draws(Shape shape) {
        return LongStream.generate(shape::delay).limit(100).boxed().toList();
    }

    @Test
    void faultsOfTheOtherDirectionDoNotCount() {
        Shape shape = shape(1, Fault.blackHole(TO_SERVER), Fault.cutAfter(TO_SERVER, 1, Cut.RST));
        assertThat(shape.limit()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theStrictestOfSeveralLimitsHolds() {
        Shape shape = shape(
                1,
                Fault.cutAfter(TO_CLIENT, 9, Cut.FIN),
                Fault.cutAfter(TO_CLIENT, 5, Cut.RST),
                Fault.slices(7),
                Fault.slices(3),
                Fault.bandwidth(1_000),
                Fault.bandwidth(500));
        assertThat(shape.limit()).isEqualTo(5);
        assertThat(shape.cutAt(4)).isNull();
        assertThat(shape.cutAt(5)).isEqualTo(Cut.RST);
        assertThat(shape.piece()).isEqualTo(3);
        assertThat(shape.next(500, SECOND)).isEqualTo(2 * SECOND - 20_000_000);
    }

    @Test
    void bandwidthIsExactInTheLongRun() {
        Shape shape = shape(1, Fault.bandwidth(1_000_000));
        long now = 0;
        for (int i = 0; i < 1_000; i++) {
            now = shape.next(1_000, now);
        }
        assertThat(now).isBetween(SECOND - 20_000_000, SECOND);
    }

    @Test
    void anyTimeCanBeSaid() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        Shape shape = shape(1, Fault.latency(forEver), Fault.jitter(forEver, forEver), Fault.slices(1, 1, forEver));
        assertThat(shape.delay()).isEqualTo(2 * Duration.ofDays(365).toNanos());
        assertThat(shape.next(1, SECOND))
                .isEqualTo(SECOND + Duration.ofDays(365).toNanos());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Fault.latency(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.jitter(Duration.ofMillis(2), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.slices(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.bandwidth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.stallAfter(TO_CLIENT, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.cutAfter(TO_CLIENT, -1, Cut.RST)).isInstanceOf(IllegalArgumentException.class);
    }
}
