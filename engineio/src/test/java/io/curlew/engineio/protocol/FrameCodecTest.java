package io.curlew.engineio.protocol;

import static io.curlew.engineio.protocol.Bytes.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {

    @Test
    void aMessageIsADigitAndItsText() {
        assertThat(decode("4hello")).isEqualTo(EnginePacket.message("hello"));
        assertThat(encode(EnginePacket.message("hello"))).isEqualTo("4hello");
    }

    @Test
    void aMessageMayBeEmpty() {
        assertThat(decode("4")).isEqualTo(EnginePacket.message(""));
        assertThat(encode(EnginePacket.message(""))).isEqualTo("4");
    }

    @Test
    void aMessageMayBeAnyText() {
        assertThat(decode("4\u001e€𝒳")).isEqualTo(EnginePacket.message("\u001e€𝒳"));
        assertThat(encode(EnginePacket.message("\u001e€𝒳"))).isEqualTo("4\u001e€𝒳");
    }

    @Test
    void aBinaryMessageIsItsBareBytes() {
        EnginePacket.Message message = EnginePacket.message(Bytes.every());
        assertThat(FrameCodec.isBinary(message)).isTrue();
        assertThat(FrameCodec.data(message)).isEqualTo(Bytes.every());
        assertThat(FrameCodec.decodeBinary(Bytes.every())).isEqualTo(message);
    }

    @Test
    void onlyMessagesOfBytesAreBinary() {
        assertThat(FrameCodec.isBinary(EnginePacket.message("text"))).isFalse();
        assertThat(FrameCodec.isBinary(EnginePacket.Ping.HEARTBEAT)).isFalse();
    }

    @Test
    void theHeartbeatIsABareDigit() {
        assertThat(decode("2")).isSameAs(EnginePacket.Ping.HEARTBEAT);
        assertThat(decode("3")).isSameAs(EnginePacket.Pong.HEARTBEAT);
        assertThat(encode(EnginePacket.Ping.HEARTBEAT)).isEqualTo("2");
        assertThat(encode(EnginePacket.Pong.HEARTBEAT)).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "3"})
    @Tag("N04")
    void pingsAndPongsCarryLittle(String type) {
        assertThat(encode(decode(type + "x".repeat(125)))).isEqualTo(type + "x".repeat(125));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(type + "x".repeat(126)))
                .withMessage("a ping or pong may carry at most 125 bytes (at byte 1)");
    }

    @Test
    void theProbeIsAPingAndAPongWithAWord() {
        assertThat(decode("2probe")).isEqualTo(EnginePacket.Ping.PROBE);
        assertThat(decode("3probe")).isEqualTo(EnginePacket.Pong.PROBE);
        assertThat(encode(EnginePacket.Ping.PROBE)).isEqualTo("2probe");
        assertThat(encode(EnginePacket.Pong.PROBE)).isEqualTo("3probe");
    }

    @Test
    void aPingMayCarryAnyData() {
        assertThat(decode("2é")).isEqualTo(new EnginePacket.Ping("é"));
        assertThat(encode(new EnginePacket.Pong("é"))).isEqualTo("3é");
    }

    @Test
    void closeUpgradeAndNoopAreBareDigits() {
        assertThat(decode("1")).isEqualTo(new EnginePacket.Close());
        assertThat(decode("5")).isEqualTo(new EnginePacket.Upgrade());
        assertThat(decode("6")).isEqualTo(new EnginePacket.Noop());
        assertThat(encode(new EnginePacket.Close())).isEqualTo("1");
        assertThat(encode(new EnginePacket.Upgrade())).isEqualTo("5");
        assertThat(encode(new EnginePacket.Noop())).isEqualTo("6");
    }

    @Test
    void theOpenPacketCarriesTheHandshake() {
        String frame = "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}";
        EnginePacket open = new EnginePacket.Open(
                new Handshake("s", List.of(), Duration.ofSeconds(25), Duration.ofSeconds(20), OptionalLong.empty()));
        assertThat(decode(frame)).isEqualTo(open);
        assertThat(encode(open)).isEqualTo(frame);
    }

    @Tag("A02")
    @ParameterizedTest
    @ValueSource(strings = {"a123", "9", "{", "99:", "7", "/", ":", "b", "é", "٤", "\u0000", " 4"})
    void whatStartsWithNoDigitOfAPacketIsRefused(String frame) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(frame));
    }

    @Test
    @Tag("A02")
    void theRefusalNamesTheRuleAndThePlaceAndNeverTheData() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("9canary"))
                .withMessage("a packet starts with a digit from 0 to 6 (at byte 0)")
                .matches(refused -> refused.offset() == 0)
                .matches(refused -> refused.rule().equals("a packet starts with a digit from 0 to 6"));
    }

    @Tag("A02")
    @ParameterizedTest
    @ValueSource(strings = {"1x", "5probe", "6 "})
    void packetsWithoutDataMustHaveNone(String frame) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(frame))
                .withMessage("this packet carries no data (at byte 1)");
    }

    @Test
    @Tag("A05")
    void textMustBeUtf8() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> FrameCodec.decodeText((byte) '4', Bytes.of('o', 'k', 0xC3, 0x28)))
                .withMessage("text must be well-formed UTF-8 (at byte 3)");
    }

    @Test
    @Tag("A07")
    void theOffsetInABadHandshakeCountsFromTheStartOfTheFrame() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("0{\"é\":?}"))
                .withMessage("invalid handshake: a JSON value was expected (at byte 7)");
    }

    private static EnginePacket decode(String frame) {
        byte[] bytes = utf8(frame);
        return FrameCodec.decodeText(bytes[0], Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    private static String encode(EnginePacket packet) {
        return (char) FrameCodec.type(packet) + new String(FrameCodec.data(packet), UTF_8);
    }
}
