package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({
        "2s, PT2S",
        "2, PT2S",
        "0.5s, PT0.5S",
        "300ms, PT0.3S",
        "1.5ms, PT0.0015S",
        "5m, PT5M",
        "1.5h, PT1H30M",
        "999999999s, PT277777H46M39S"
    })
    void aNumberMayHaveAUnit(String text, Duration duration) {
        assertThat(DurationConverter.convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "s", "-1s", "1d", "300000h", "1 s", "1e3", "0s", "0.0ms", "9999999999s", "0.0000000001ms"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> DurationConverter.convert(text)).isInstanceOf(WrongUsage.class);
    }

    @ParameterizedTest
    @CsvSource({"PT2S, 2 s", "PT0.25S, 250 ms", "PT1.5S, 1.5 s", "PT5M, 300 s"})
    void aTimeIsSaidAsAPersonWould(Duration time, String text) {
        assertThat(DurationConverter.text(time)).isEqualTo(text);
    }
}
