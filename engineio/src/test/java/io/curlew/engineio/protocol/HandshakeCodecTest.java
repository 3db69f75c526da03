package io.curlew.engineio.protocol;

import static io.curlew.engineio.protocol.Bytes.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeCodecTest {
    private static final String TAIL = "\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1}";

    @Test
    void theReferenceServersHandshakeIsUnderstood() {
        Handshake handshake = decode("{\"sid\":\"lv_VI97HAXpY6yYWAAAC\",\"upgrades\":[\"websocket\"],"
                + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
        assertThat(handshake)
                .isEqualTo(new Handshake(
                        "lv_VI97HAXpY6yYWAAAC",
                        List.of("websocket"),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(20),
                        OptionalLong.of(1000000)));
        assertThat(handshake.heartbeatDeadline()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void itIsEncodedAsTheReferenceServerDoes() {
        Handshake handshake = new Handshake(
                "a\"b\\c\u0001é",
                List.of("websocket", "webtransport"),
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                OptionalLong.of(1000000));
        String json = "{\"sid\":\"a\\\"b\\\\c\\u0001é\",\"upgrades\":[\"websocket\",\"webtransport\"],"
                + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";
        assertThat(new String(HandshakeCodec.encode(handshake), UTF_8)).isEqualTo(json);
        assertThat(decode(json)).isEqualTo(handshake);
    }

    @Test
    void anUnpairedSurrogateIsEncodedAsAnEscape() {
        Handshake handshake = decode(
                "{\"sid\":\"a🚀\",\"upgrades\":[\"\\ud800a🚀\\udc00\"]," + TAIL.substring(TAIL.indexOf("\"ping")));
        assertThat(handshake.upgrades()).containsExactly("\ud800a🚀\udc00");
        byte[] json = HandshakeCodec.encode(handshake);
        assertThat(new String(json, UTF_8)).contains("\"a🚀\"", "\"\\ud800a🚀\\udc00\"");
        assertThat(HandshakeCodec.decode(json)).isEqualTo(handshake);
    }

    @Test
    void aSidThatNoUrlCanHoldIsRefused() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("{\"sid\":\"a\\ud800\"," + TAIL))
                .withMessageContaining("\"sid\" has an unpaired surrogate");
    }

    @Test
    @Tag("A07")
    void aServerMayNameNoMaxPayload() {
        assertThat(decode("{\"sid\":\"s\"," + TAIL).maxPayload()).isEmpty();
    }

    @Test
    void whatIsNotUtf8IsRefusedAtItsPlace() {
        byte[] json = utf8("{\"sid\":\"s\"," + TAIL);
        json[8] = (byte) 0xFF;
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> HandshakeCodec.decode(json))
                .satisfies(refused -> assertThat(refused.offset()).isEqualTo(8));
    }

    @Test
    void fieldsThatNobodyKnowsAreSkipped() {
        String json = " {\"x\":{\"deep\":[1,-2.5e-3,true,false,null,{}]},\r\n\t\"sid\" : \"s\" ," + TAIL + " ";
        assertThat(decode(json).sid()).isEqualTo("s");
    }

    @Test
    void escapesInStringsAreResolved() {
        assertThat(decode("{\"sid\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00C9\"," + TAIL)
                        .sid())
                .isEqualTo("\"\\/\b\f\n\r\téÉ");
    }

    @Test
    @Tag("A55")
    void theSidIsNeverPrinted() {
        assertThat(decode("{\"sid\":\"canary\"," + TAIL))
                .hasToString("Handshake[upgrades=[], pingInterval=1 ms, pingTimeout=1 ms, maxPayload=none]");
        assertThat(new EnginePacket.Open(decode("{\"sid\":\"canary\",\"maxPayload\":7," + TAIL)))
                .asString()
                .contains("maxPayload=7")
                .doesNotContain("canary");
    }

    @Test
    @Tag("N06")
    void theUpgradesThatAServerNamesArePrintedEscapedAndCut() {
        String hostile = "\u001b[2J\u202e" + "x".repeat(1_000_000);
        Handshake handshake = new Handshake(
                "a", List.of(hostile), Duration.ofSeconds(1), Duration.ofSeconds(1), OptionalLong.empty());
        assertThat(handshake.toString())
                .startsWith("Handshake[upgrades=[\\u001b[2J\\u202exxx")
                .hasSizeLessThan(512);
        assertThat(handshake.upgrades()).containsExactly(hostile);
    }

    @Tag("A07")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "null",
                "1",
                "\"text\"",
                "{}",
                "{",
                "{\"sid\"",
                "{\"sid\":",
                "{\"sid\":\"s",
                "{\"sid\":\"s\"",
                "{\"sid\":\"s\"}x",
                "{\"sid\":\"s\",}",
                "{sid:\"s\"}",
                "{'sid':'s'}",
                "{\"a\":[1",
                "{\"a\":[1,]}",
                "{\"a\":tru}",
                "{\"a\":nul}",
                "{\"a\":falsy}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":+1}",
                "{\"a\":NaN}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12",
                "{\"a\":\"\\",
                "{\"a\":\"\\u００41\"}",
                "{\"a\":\"\u0001\"}",
                "\ufeff{}"
            })
    void whatIsNotAJsonObjectIsRefused(String json) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(json))
                .withMessageStartingWith("invalid handshake: ");
    }

    @Tag("A07")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"upgrades":[],"pingInterval":1,"pingTimeout":1}                             | sid
            {"sid":null,"upgrades":[],"pingInterval":1,"pingTimeout":1}                  | sid
            {"sid":5,"upgrades":[],"pingInterval":1,"pingTimeout":1}                     | sid
            {"sid":"s","pingInterval":1,"pingTimeout":1}                                 | upgrades
            {"sid":"s","upgrades":"websocket","pingInterval":1,"pingTimeout":1}          | upgrades
            {"sid":"s","upgrades":[1],"pingInterval":1,"pingTimeout":1}                  | upgrades
            {"sid":"s","upgrades":[null],"pingInterval":1,"pingTimeout":1}               | upgrades
            {"sid":"s","upgrades":[],"pingTimeout":1}                                    | pingInterval
            {"sid":"s","upgrades":[],"pingInterval":1}                                   | pingTimeout
            {"sid":"s","upgrades":[],"pingInterval":1,"pingTimeout":1,"maxPayload":null} | maxPayload
            {"sid":"s","upgrades":[],"pingInterval":1,"pingTimeout":1,"maxPayload":0}    | maxPayload
            {"sid":"s","upgrades":[],"pingInterval":1,"pingTimeout":1,"maxPayload":"1"}  | maxPayload
            """)
    void aFieldThatIsMissingOrOfAnotherTypeIsNamed(String json, String field) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(json))
                .withMessageStartingWith("invalid handshake: \"" + field + "\" must be ");
    }

    @Tag("A08")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "0",
                "-0",
                "0.5",
                "1.5",
                "86400001",
                "1e300",
                "1e999",
                "9e15",
                "9223372036854775808",
                "\"25000\"",
                "true",
                "null",
                "[1]"
            })
    void anIntervalIsAWholeNumberFromOneToADay(String number) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(interval(number)))
                .withMessageContaining("\"pingInterval\" must be a whole number from 1 to 86400000");
    }

    @Tag("A08")
    @ParameterizedTest
    @CsvSource({"1,1", "86400000,86400000", "25000.0,25000", "2.5e4,25000", "25E+3,25000", "1e0,1"})
    void aWholeNumberMayBeSpeltInAnyWayThatJsonKnows(String number, long millis) {
        assertThat(decode(interval(number)).pingInterval()).isEqualTo(Duration.ofMillis(millis));
    }

    @Tag("A08")
    @ParameterizedTest
    @ValueSource(strings = {"1e300", "9223372036854775807"})
    void aMaxPayloadBeyondALongIsNoLimitThatMatters(String number) {
        String json = "{\"sid\":\"s\",\"maxPayload\":" + number + "," + TAIL;
        if (number.startsWith("9")) {
            assertThat(decode(json).maxPayload()).hasValue(Long.MAX_VALUE);
        } else {
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(json));
        }
    }

    @Tag("A50")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1024})
    void aSidHasUpTo1024Characters(int length) {
        assertThat(decode("{\"sid\":\"" + "é".repeat(length) + "\"," + TAIL).sid())
                .hasSize(length);
    }

    @Tag("A50")
    @ParameterizedTest
    @ValueSource(ints = {0, 1025, 8_000})
    void anEmptyOrALongerSidIsRefused(int length) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("{\"sid\":\"" + "s".repeat(length) + "\"," + TAIL))
                .withMessageContaining("\"sid\" must have 1 to 1024 characters");
    }

    @Test
    @Tag("A29")
    void nestingIsBounded() {
        String deep = "[".repeat(8_000);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("{\"x\":" + deep))
                .withMessageContaining("JSON nested deeper than 16");
    }

    @Test
    @Tag("A32")
    void aNumberOfThousandsOfDigitsIsJustTooLarge() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(interval("9".repeat(8_000))))
                .withMessageContaining("\"pingInterval\" must be");
    }

    private static String interval(String number) {
        return "{\"sid\":\"s\",\"upgrades\":[],\"pingTimeout\":1,\"pingInterval\":" + number + "}";
    }

    private static Handshake decode(String json) {
        return HandshakeCodec.decode(utf8(json));
    }
}
