package io.curlew.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what JavaScript writes. */
class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1.5, -1.5",
        "100, 100",
        "0.1, 0.1",
        "0.000001, 0.000001",
        "0.0000012345, 0.0000012345",
        "1.0E-7, 1e-7",
        "-1.25E-7, -1.25e-7",
        "123.456, 123.456",
        "1.0E20, 100000000000000000000",
        "1.2345678901234568E20, 123456789012345680000",
        "1.0E21, 1e+21",
        "1.5E300, 1.5e+300",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        "4.9E-324, 5e-324",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "2.0E-3, 0.002",
        "2.2E-322, 2.2e-322",
        "1.152921504606846976E18, 1152921504606847000",
        "9007199254740992, 9007199254740992"
    })
    void aDoubleIsWrittenAsJavaScriptDoes(double value, String json) {
        assertThat(Numbers.json(value)).isEqualTo(json);
    }

    @Test
    void whatOnlyJavaKnowsExactlyIsNotRounded() {
        assertThat(Numbers.json(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(Numbers.json(BigInteger.TEN.pow(25))).isEqualTo("1" + "0".repeat(25));
    }

    @Test
    void decimalsAreDoublesInTheEnd() {
        assertThat(Numbers.json(new BigDecimal("0.10"))).isEqualTo("0.1");
        assertThat(Numbers.json(1.0f)).isEqualTo("1");
    }

    @Test
    void whatIsLargerThanAnyDoubleIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Numbers.json(new BigDecimal("1e400")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Numbers.canonical(BigInteger.TEN.pow(400)))
                .withMessage("A number is too large: 1.8e308 is the largest that can be sent");
    }
}
