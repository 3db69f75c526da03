package io.curlew.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @Tag("N27")
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.0005S, 0.5 ms",
        "PT0.0000004S, 0 ms",
        "PT0.3S, 300 ms",
        "PT1S, 1 s",
        "PT1.5S, 1.5 s",
        "PT10.25S, 10.25 s",
        "PT1M30S, 90 s",
        "PT2M, 2 min",
        "PT7M30S, 7.5 min",
        "PT24H, 24 h",
        "PT100000H, 100000 h",
        "PT-0.3S, -300 ms",
    })
    void aDurationIsWrittenAsPeopleWriteIt(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }
}
