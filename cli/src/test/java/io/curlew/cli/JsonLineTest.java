package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.Args;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineTest {

    @Test
    void itsFieldsStandInTheOrderInWhichTheyWereGiven() {
        JsonLine line = new JsonLine()
                .time(Instant.parse("2026-11-28T12:00:00.123456Z"))
                .event("a\u001b")
                .ack(7)
                .args(Args.none());
        assertThat(line)
                .hasToString("{\"time\":\"2026-11-28T12:00:00.123Z\",\"event\":\"a\\u001B\",\"ack\":7,\"args\":[]}");
    }

    @Test
    void anEventOrAnAnswerIsRead() {
        assertThat(JsonLine.parse("{\"event\":\"e\",\"args\":[1,null]}"))
                .isEqualTo(
                        new JsonLine.Emit("e", OptionalLong.empty(), List.of(new RawJson("1"), new RawJson("null"))));
        assertThat(JsonLine.parse("{\"time\":\"now\",\"namespace\":\"/\",\"socket\":\"x\",\"event\":\"e\",\"ack\":3}"))
                .isEqualTo(new JsonLine.Emit("e", OptionalLong.of(3), List.of()));
        assertThat(JsonLine.parse("{\"ack\":3,\"args\":[]}")).isEqualTo(new JsonLine.Answer(3, List.of()));
        assertThat(JsonLine.parse("{\"ack\":3,\"error\":\"late\"}")).isEqualTo(new JsonLine.NoAnswer(3, "late"));
    }

    @Test
    void argumentsAreReadDigitByDigit() {
        String args = "[0.12345678901234567890, 1.50 ,-0,1e400,{\"a\": [1,2], \"\\ud800\":\"],}\"},[ ],{}]";
        JsonLine.Emit emit = (JsonLine.Emit) JsonLine.parse("{\"event\":\"p\",\"args\":" + args + "}");
        assertThat(emit.args())
                .extracting(RawJson::text)
                .containsExactly(
                        "0.12345678901234567890",
                        "1.50",
                        "-0",
                        "1e400",
                        "{\"a\": [1,2], \"\\ud800\":\"],}\"}",
                        "[ ]",
                        "{}");
    }

    @Test
    void theLastOfTwoFieldsCountsAndANameMayBeEscaped() {
        assertThat(JsonLine.parse("{\"event\":\"a\",\"\\u0065vent\":\"b\"}"))
                .isEqualTo(new JsonLine.Emit("b", OptionalLong.empty(), List.of()));
    }

    @Test
    void whatNoPacketMayHoldIsRefusedWithTheLimit() {
        assertThatThrownBy(() -> JsonLine.parse("{\"event\":\"e\",\"args\":[" + "1".repeat(1001) + "]}"))
                .hasMessageContaining("at most 1000 digits");
    }

    @Test
    void aMessageIsReadAsItWasPrinted() {
        for (EngineData data : List.of(EngineData.text("a\u001b"), EngineData.binary(new byte[] {0, 1, 2}))) {
            String line = new JsonLine().time(Instant.EPOCH).message(data).toString();
            assertThat(JsonLine.parseMessage(line)).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"message\":1}", "{\"message\":null}", "{\"message\":{\"$binary\":\"!\"}}"})
    void aMessageIsTextOrBinary(String line) {
        assertThatThrownBy(() -> JsonLine.parseMessage(line)).hasMessage("\"message\" is neither text nor binary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x                          | not JSON",
                "[]                         | not an object of JSON",
                "{}                         | no \"event\" and no \"ack\"",
                "{\"event\":1}              | \"event\" is not a string",
                "{\"event\":\"e\",\"error\":\"late\"} | both \"event\" and \"error\"",
                "{\"error\":\"late\"}        | no \"event\" and no \"ack\"",
                "{\"ack\":1,\"error\":2}    | \"error\" is not a string",
                "{\"event\":\"e\",\"args\":1} | \"args\" is not an array",
                "{\"event\":\"e\",\"ack\":9223372036854775807} | \"ack\" is not a whole number",
                "{\"event\":\"e\",\"ack\":1.5} | \"ack\" is not a whole number",
                "{\"event\":\"e\",\"agrs\":[]} | an unknown field \"agrs\""
            })
    void whatIsWrongIsNamed(String line, String complaint) {
        assertThatThrownBy(() -> JsonLine.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }
}
