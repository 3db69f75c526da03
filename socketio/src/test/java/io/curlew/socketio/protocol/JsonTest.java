package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "false",
                "0",
                "-0",
                "10",
                "-1.5",
                "0.10",
                "1e5",
                "1E-05",
                "1.0e+10",
                "\"\"",
                "\"\u007f\"",
                "[ ]",
                "{ }",
                "[\t1 ,\r\n2]",
                "{ \"a\" : { } , \"a\" : [ [ ] ] }",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD800\"",
                "\"é€\ud83d\ude00\u2028\""
            })
    void validJsonIsKeptAsItIs(String text) {
        assertThat(Json.of(text).text()).isEqualTo(text);
        assertThat(Json.of(" \n" + text + "\t\r").text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "{",
                "{\"a",
                "]",
                "1 1",
                "\"\\u12",
                "-",
                "1.",
                "1e",
                "1e-",
                "t",
                "{\"a\":1",
                "{\"a\""
            })
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> Json.of(text)).isInstanceOf(ParseException.class);
    }

    @Test
    @Tag("N22")
    void anUnpairedSurrogateIsKeptAsAnEscape() {
        assertThat(Json.of("\"a\ud800\ud83d\ude00\udc00\"").text()).isEqualTo("\"a\\ud800\ud83d\ude00\\udc00\"");
        assertThat(Json.of("\"\ud800\"").asString()).contains("\ud800");
    }

    @Test
    void anErrorNamesRuleAndPlaceButNotTheData() {
        assertThatThrownBy(() -> Json.of("{\"secret\":\"canary\" x}"))
                .isInstanceOfSatisfying(ParseException.class, e -> {
                    assertThat(e.rule()).isEqualTo("',' was expected");
                    assertThat(e.offset()).isEqualTo(19);
                    assertThat(e).hasMessage("',' was expected (at byte 19)");
                });
    }

    @Test
    void fieldsOfAnObject() {
        Json json = Json.of("{\"a\":1,\"b\":{\"c\":\"x\"},\"\\u0061b\" : [ 2 ] ,\"a\":3}");

        assertThat(json.isObject()).isTrue();
        assertThat(json.field("a")).map(Json::text).contains("3");
        assertThat(json.field("ab")).map(Json::text).contains("[ 2 ]");
        assertThat(json.field("b").flatMap(b -> b.field("c")).flatMap(Json::asString))
                .contains("x");
        assertThat(json.field("c")).isEmpty();
        assertThat(Json.of("{}").field("a")).isEmpty();
        assertThat(Json.of("[\"a\",1]").field("a")).isEmpty();
    }

    @Test
    @Tag("A32")
    void stringsAreUnescaped() {
        assertThat(Json.of("\"plain\"").asString()).contains("plain");
        assertThat(Json.of("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00é\\ud800\"")
                        .asString())
                .contains("\"\\/\b\f\n\r\té\ud83d\ude00é\ud800");
        assertThat(Json.of("1").asString()).isEmpty();
    }

    @Test
    void itIsNotPrinted() {
        assertThat(Json.of("{\"token\":\"canary\"}")).hasToString("JSON of 18 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ""                     | 5 | ``
            "abc"                  | 0 | ``
            "abc"                  | 2 | ab
            "abc"                  | 3 | abc
            "abc"                  | 4 | abc
            "aé€b"                 | 3 | aé€
            "a\\n\\u0062\\\\c"        | 3 | `a\nb`
            "a\\n\\u0062\\\\c"        | 4 | `a\nb\\`
            "\ud83d\ude00x"         | 1 | ``
            "\ud83d\ude00x"         | 2 | \ud83d\ude00
            "\\ud83d\\ude00x"       | 1 | ``
            "\\ud83d\\ude00x"       | 2 | \ud83d\ude00
            """)
    void theBeginningOfAString(String json, int atMost, String beginning) {
        assertThat(Json.of(json).asString(atMost)).contains(beginning);
        assertThat(Json.of("1").asString(atMost)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []           | 0 | ``
            [1,"é€"]     | 5 | [1,"é
            [1,"é€"]     | 6 | [1,"é€
            [1,"é€"]     | 9 | [1,"é€"]
            ["\ud83d\ude00"]     | 3 | ["
            ["\ud83d\ude00"]     | 4 | ["\ud83d\ude00
            """)
    void theBeginningOfTheText(String json, int atMost, String beginning) {
        assertThat(Json.of(json).text(atMost)).isEqualTo(beginning);
    }

    @Test
    void itsSizeIsInBytes() {
        assertThat(Json.of(" \"é\" ").size()).isEqualTo(4);
        assertThat(Json.of("{\"a\": [ 1 ] }").field("a").orElseThrow().size()).isEqualTo(5);
    }

    @Test
    void itConvertsWithItsCodec() {
        TestCodec codec = new TestCodec();
        byte[] utf8 = {'7'};
        Json json = new Json(utf8, 0, 1, List.of(), Optional.of(codec));
        assertThat(json.as(String.class)).isEqualTo("70");
        assertThat(json.as(new TypeRef<String>() {})).isEqualTo("70");
    }

    @Test
    void aNullIsNoValueOfAType() {
        byte[] utf8 = {'n', 'u', 'l', 'l'};
        Json json = new Json(utf8, 0, 4, List.of(), Optional.of(new TestCodec()));
        assertThatThrownBy(() -> json.as(String.class))
                .isInstanceOf(ConversionException.class)
                .hasMessage("The JSON value is null, so it can't be read as java.lang.String");
    }

    @Test
    void placeholdersInItsTextAreNumberedByTheSink() {
        String text = "[{\"_placeholder\":true,\"num\":1},\"a\",{\"_placeholder\":true,\"num\":0}]";
        byte[] utf8 = text.getBytes(UTF_8);
        Json json = new Json(utf8, 0, utf8.length, List.of(new byte[] {1}, new byte[] {2}), Optional.empty());
        List<Byte> taken = new ArrayList<>();
        String renumbered = json.text(binary -> {
            taken.add(binary.get());
            return taken.size() + 4;
        });
        assertThat(renumbered).isEqualTo("[{\"_placeholder\":true,\"num\":5},\"a\",{\"_placeholder\":true,\"num\":6}]");
        assertThat(taken).containsExactly((byte) 2, (byte) 1);
        assertThat(Json.of("[1]").text(binary -> 0)).isEqualTo("[1]");
    }
}
