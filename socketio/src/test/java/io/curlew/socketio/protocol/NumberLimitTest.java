package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberLimitTest {
    private static final int DIGITS = 8;

    private static boolean isExceeded(String before, String json) {
        ByteSink sink = new ByteSink(4);
        byte[] bytes = (before + json).getBytes(UTF_8);
        sink.write(bytes, 0, bytes.length);
        return new NumberLimit(DIGITS).isExceeded(sink, before.length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "12345678 | false",
                "[1,12345678] | false",
                "[12345678,12345678,12345678] | false",
                "123456789 | true",
                "[1,123456789] | true",
                "{\"a\":0.1234567890123} | true",
                "[-1.23456789e+10] | true",
                "[\"short\",\"123456789012345\",12345678] | false",
                "[\"123456789012345\",123456789] | true",
                "[\"a longer text than digits\"] | false",
            })
    void aNumberOfMoreDigitsIsFoundWhereverItIs(String json, boolean exceeded) {
        assertThat(isExceeded("", json)).isEqualTo(exceeded);
    }

    @Test
    void whatWasWrittenBeforeIsNotLookedAt() {
        assertThat(isExceeded("123456789", "[1234,12345678]")).isFalse();
        assertThat(isExceeded("1234", "12345678")).isFalse();
    }

    @Test
    void itKnowsItsLimit() {
        assertThat(new NumberLimit(DIGITS).maxDigits()).isEqualTo(DIGITS);
    }
}
