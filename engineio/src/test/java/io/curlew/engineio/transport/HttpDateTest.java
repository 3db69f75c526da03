package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates in headers, and what a server may write in their place. */
@Tag("N03")
class HttpDateTest {
    private static final String DATE = "Tue, 01 Jan 2030 01:00:00 GMT";

    @Test
    void aDateMayHaveUpTo64Characters() {
        Instant read = Instant.parse("2030-01-01T01:00:00Z");
        assertThat(HttpDate.parse(DATE)).contains(read);
        assertThat(HttpDate.parse(DATE + " ".repeat(64 - DATE.length()))).contains(read);
    }

    @Test
    void aLongerOneIsNoDate() {
        assertThat(HttpDate.parse(DATE + " ".repeat(65 - DATE.length()))).isEmpty();
        assertThat(HttpDate.parse(DATE.repeat(1000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "0", "Tue, 32 Jan 2030 01:00:00 GMT", "Tue, 01 Jan 2030 25:00:00 GMT"})
    void whatIsNoDateIsNone(String text) {
        assertThat(HttpDate.parse(text)).isEmpty();
    }

    @Test
    void nothingThatIsWrittenInItsPlaceThrows() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder(DATE.repeat(random.nextInt(4)));
            for (int changes = random.nextInt(20); changes > 0; changes--) {
                int at = random.nextInt(text.length() + 1);
                text.insert(at, (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
            }
            assertThat(HttpDate.parse(text.toString())).isNotNull();
        }
    }
}
