package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {

    @Test
    void binaryIsAnObjectOfBase64() {
        byte[] bytes = {0, 1, -1};
        assertThat(JsonText.of(bytes)).isEqualTo("{\"$binary\":\"AAH/\"}");
        assertThat(JsonText.of(List.of(Map.of("a", bytes)))).isEqualTo("[{\"a\":{\"$binary\":\"AAH/\"}}]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"news,news", "\"a b\",a b", "\"\\u0061\",a", "12,12", "\"open,\"open"})
    void aWordMayBeQuoted(String word, String meant) {
        assertThat(JsonText.unquoted(word)).isEqualTo(meant);
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
