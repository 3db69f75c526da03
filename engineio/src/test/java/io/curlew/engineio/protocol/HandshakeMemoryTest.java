package io.curlew.engineio.protocol;

import static io.curlew.engineio.protocol.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handshake's JSON grows on decoding, as all JSON does: it is small, and most of it is skipped. */
@Tag("N04")
class HandshakeMemoryTest {
    private static final int LIMIT = 8192;
    private static final String HEAD = "{\"sid\":\"s\",\"pingInterval\":1,\"pingTimeout\":1,";

    @Test
    void anOpenPacketMayCarryEightKibibytes() {
        String json = HEAD + "\"upgrades\":[]";
        String longest = json + " ".repeat(LIMIT - json.length() - 1) + "}";
        assertThat(HandshakeCodec.decode(utf8(longest)).sid()).isEqualTo("s");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> HandshakeCodec.decode(utf8(longest + " ")))
                .withMessage("invalid handshake: an open packet may carry at most 8192 bytes (at byte 0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "[1]", "{\"a\":1}", "1", "\"\"", "\"a\"", "\"\\u0061\"", "\"é\"", "\"€\""})
    void whatNobodyAsksForTakesNoMemory(String item) {
        assertHoldsLittle("\"x\":[" + filled(item) + "],\"upgrades\":[]}");
        assertHoldsLittle("\"upgrades\":[" + filled(item) + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\":1", "\"\":\"\"", "\"sides\":\"x\"", "\"\\u0061\":{}", "\"é\":[0]"})
    void fieldsThatNobodyAsksForTakeNone(String field) {
        assertHoldsLittle("\"upgrades\":[]," + filled(field) + "}");
    }

    @Test
    void aServerMayOfferSixtyFourTransports() {
        String names = String.join(",", Collections.nCopies(64, "\"x\""));
        assertThat(HandshakeCodec.decode(utf8(HEAD + "\"upgrades\":[" + names + "]}"))
                        .upgrades())
                .hasSize(64);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> HandshakeCodec.decode(utf8(HEAD + "\"upgrades\":[" + names + ",\"x\"]}")))
                .withMessageContaining("\"upgrades\" must be an array of up to 64 strings");
    }

    @Test
    void aLaterOpenPacketIsNotRead() {
        byte[] garbage = utf8("[".repeat(100_000));
        assertThat(FrameCodec.decodeLaterText((byte) '0', garbage))
                .isEqualTo(new EnginePacket.LaterOpen(EngineData.ofUtf8(garbage)));
        assertThat(Allocated.by(() -> FrameCodec.decodeLaterText((byte) '0', garbage)))
                .isLessThan(1000);
        assertThat(new EnginePacket.LaterOpen(EngineData.ofUtf8(garbage)).toString())
                .isEqualTo("LaterOpen[data=text of 100000 bytes]");
    }

    @Test
    void onlyTheFirstPacketOfAFirstBodyIsReadAsAnOpenPacket() {
        String open = "0" + HEAD + "\"upgrades\":[]}";
        PayloadReader first = PayloadReader.ofFirst(utf8(open + "\u001e0garbage"));
        assertThat(first.next()).isInstanceOf(EnginePacket.Open.class);
        assertThat(first.next()).isEqualTo(new EnginePacket.LaterOpen(EngineData.text("garbage")));
        assertThat(first.hasNext()).isFalse();
        PayloadReader later = PayloadReader.ofLater(utf8(open));
        assertThat(later.next()).isInstanceOf(EnginePacket.LaterOpen.class);
    }

    private static String filled(String item) {
        int room = LIMIT - HEAD.length() - 40;
        return String.join(",", Collections.nCopies(room / (utf8(item).length + 1), item));
    }

    /** Also when it is refused at its end. */
    private static void assertHoldsLittle(String rest) {
        byte[] json = utf8(HEAD + rest);
        assertThat(json.length).isBetween(LIMIT - 200, LIMIT);
        assertThat(Allocated.by(() -> decode(json))).isLessThan(3L * json.length + 64 * 1024);
    }

    private static boolean decode(byte[] json) {
        try {
            HandshakeCodec.decode(json);
            return true;
        } catch (ProtocolException refused) {
            return false;
        }
    }
}
