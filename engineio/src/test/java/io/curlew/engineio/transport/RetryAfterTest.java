package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A49")
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                " 120 | 120",
                "3600 | 3600",
                "99999999999999999999 | 999999999",
                "Tue, 24 Nov 2026 10:02:00 GMT | 120",
                "Tue, 24 Nov 2026 09:00:00 GMT | 0",
                "Tuesday, 24-Nov-26 10:00:30 GMT | 30",
            })
    void secondsOrADate(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "1.5", "soon", "\u0663", "1e3"})
    void anythingElseIsNothing(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }

    @Test
    @Tag("N03")
    void aDateThatCannotBeReadIsNothing() {
        String date = "Tue, 24 Nov 2026 10:02:00 GMT" + " ".repeat(100) + "x";
        assertThat(RetryAfter.parse(date, NOW)).isEmpty();
    }
}
