package io.curlew.engineio.protocol;

import static io.curlew.engineio.protocol.Bytes.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's strict decoder is the reference: what it accepts we accept, and we fail where it fails. */
@Tag("A05")
class Utf8Test {
    private final CharsetDecoder reference = UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "é", "€", "𝒳", "\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff", "\udbff\udfff"})
    void wellFormedTextIsAccepted(String text) {
        assertAsReference(utf8(text));
        assertThat(Utf8.firstInvalid(utf8(text), 0, utf8(text).length)).isEqualTo(-1);
    }

    @Test
    void everySequenceOfOneOrTwoBytesIsJudgedAsTheReferenceDoes() {
        for (int first = 0; first < 256; first++) {
            assertAsReference(Bytes.of(first));
            for (int second = 0; second < 256; second++) {
                assertAsReference(Bytes.of(first, second));
            }
        }
    }

    @Test
    void randomSequencesOfThreeAndFourBytesAreJudgedAsTheReferenceDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            byte[] bytes = new byte[3 + i % 2];
            random.nextBytes(bytes);
            // From the bytes that lead sequences of three and four: others are mostly refused at once.
            bytes[0] = (byte) (0xE0 | random.nextInt(0x18));
            assertAsReference(bytes);
        }
    }

    @Test
    void sequencesAtTheEdgesOfTheirRangesAreJudgedAsTheReferenceDoes() {
        int[] edges = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
        for (int lead : new int[] {0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5}) {
            for (int second : edges) {
                for (int third : edges) {
                    for (int fourth : edges) {
                        assertAsReference(Bytes.of(lead, second, third, fourth));
                    }
                }
            }
        }
    }

    @Test
    void aBadByteIsFoundAtItsPlaceInTextOfAnyLength() {
        for (int length = 1; length < 40; length++) {
            byte[] text = utf8("x".repeat(length));
            for (int bad = 0; bad < length; bad++) {
                byte[] broken = text.clone();
                broken[bad] = (byte) 0xFF;
                assertThat(Utf8.firstInvalid(broken, 0, length)).isEqualTo(bad);
            }
        }
    }

    @Test
    void onlyTheRangeIsLookedAt() {
        byte[] bytes = Bytes.of(0xFF, 'a', 0xC3, 0xA9, 0xFF);
        assertThat(Utf8.firstInvalid(bytes, 1, 4)).isEqualTo(-1);
        assertThat(Utf8.firstInvalid(bytes, 1, 3)).isEqualTo(2);
    }

    private void assertAsReference(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean malformed = reference
                .reset()
                .decode(in, CharBuffer.allocate(bytes.length), true)
                .isError();
        assertThat(Utf8.firstInvalid(bytes, 0, bytes.length))
                .as(() -> Arrays.toString(bytes))
                .isEqualTo(malformed ? in.position() : -1);
    }
}
