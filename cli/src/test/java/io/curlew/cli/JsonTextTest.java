package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.ParseException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void anArgumentThatIsJsonIsItsValue() {
        assertThat(JsonText.argument("12")).isEqualTo(12);
        assertThat(JsonText.argument("123456789012345678901234567890"))
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(JsonText.argument("true")).isEqualTo(true);
        assertThat(JsonText.argument("null")).isNull();
        assertThat(JsonText.argument("\"12\"")).isEqualTo("12");
        assertThat(JsonText.argument("{\"a\":[1,null]}")).isEqualTo(Map.of("a", Arrays.asList(1, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "12 monkeys", "007", "NaN", "{a:1}", "[1,]", "'x'", "\"open", "@name"})
    void anyOtherArgumentIsText(String text) {
        assertThat(JsonText.argument(text)).isEqualTo(text);
    }

    @Test
    void binaryIsAnObjectOfBase64() {
        assertThat(JsonText.parse("{\"$binary\":\"AAH/\"}")).isEqualTo(new byte[] {0, 1, -1});
        assertThat(JsonText.of(List.of(Map.of("a", new byte[] {0, 1, -1}))))
                .isEqualTo("[{\"a\":{\"$binary\":\"AAH/\"}}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$binary\":\"!\"}", "{\"$binary\":1}", "{\"$binary\":\"AAH/\",\"a\":1}"})
    void whatOnlyLooksLikeBinaryStaysAnObject(String json) {
        assertThat(JsonText.parse(json)).isInstanceOf(Map.class);
    }

    @Test
    void whatIsPrintedIsOneLine() {
        assertThat(JsonText.of("a\nb\r\"c\"")).isEqualTo("\"a\\nb\\r\\\"c\\\"\"");
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void whatATerminalWouldObeyIsEscapedAndNothingIsLost(String text) {
        Map<String, Object> value = Map.of(Unprintable.key(text), List.of(text));
        String json = JsonText.of(value);
        Unprintable.assertShows(json);
        assertThat(JsonText.parse(json)).isEqualTo(value);
    }

    @Test
    void textThatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> JsonText.parse("{")).isInstanceOf(ParseException.class);
    }
}
