package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Duration HUNDRED_YEARS = Duration.ofDays(36_500);

    @Test
    void aTimeIsItsNanoseconds() {
        assertThat(Times.nanos(Duration.ofMillis(5))).isEqualTo(5_000_000);
        assertThat(Times.nanos(Duration.ZERO)).isZero();
    }

    @Test
    void aTimeThatIsLongerThanHundredYearsTakesHundredYears() {
        assertThat(Times.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(HUNDRED_YEARS.toNanos());
        assertThat(Times.limited(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(HUNDRED_YEARS);
        assertThat(Times.limited(Duration.ofDays(1))).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aNegativeTimeIsOverBeforeItBegins() {
        assertThat(Times.nanos(Duration.ofNanos(-1))).isZero();
        assertThat(Times.nanos(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
    }
}
