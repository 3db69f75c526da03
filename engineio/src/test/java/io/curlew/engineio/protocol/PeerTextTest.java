package io.curlew.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("N06")
class PeerTextTest {

    @ParameterizedTest
    @CsvSource({
        "1B, \\u001b",
        "0, \\u0000",
        "7, \\u0007",
        "A, \\n",
        "D, \\r",
        "9, \\t",
        "7F, \\u007f",
        "9B, \\u009b",
        "85, \\u0085",
        "AD, \\u00ad",
        "61C, \\u061c",
        "200B, \\u200b",
        "200F, \\u200f",
        "2028, \\u2028",
        "2029, \\u2029",
        "202E, \\u202e",
        "2066, \\u2066",
        "D800, \\ud800",
        "DFFF, \\udfff",
        "FEFF, \\ufeff",
        "E0041, \\udb40\\udc41",
    })
    void whatWouldDoSomethingElseThanShowIsEscaped(String hex, String shown) {
        String text = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";
        assertThat(PeerText.escaped(text)).isEqualTo("a" + shown + "b");
        assertThat(PeerText.name(text)).isEqualTo("a" + shown + "b");
        assertThat(PeerText.sentence(text)).isEqualTo("a" + shown + "b");
    }

    @ParameterizedTest
    @CsvSource({"a b", "Grüße", "世界", "👩\u200d🚀", "می\u200cخواهم", "C:\\new", "\u00a0", "\u0301", "\ue000"})
    void textStaysAsItIs(String text) {
        assertThat(PeerText.escaped(text)).isEqualTo(text);
        assertThat(PeerText.name(text)).isEqualTo(text);
    }

    @Test
    void theRuleHoldsForEveryCharacter() {
        Set<Integer> escaped = Set.of(
                (int) Character.CONTROL,
                (int) Character.FORMAT,
                (int) Character.LINE_SEPARATOR,
                (int) Character.PARAGRAPH_SEPARATOR,
                (int) Character.SURROGATE);
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(character -> isShown(character) == escaped.contains(Character.getType(character))))
                .containsExactly(0x200C, 0x200D);
    }

    private static boolean isShown(int character) {
        String text = Character.toString(character);
        return PeerText.escaped(text).equals(text);
    }

    @Test
    void whatHasBeenEscapedStaysAsItIs() {
        String once = PeerText.escaped("\u001b[2J\n\ud83d\u202e\\n");
        assertThat(PeerText.escaped(once)).isEqualTo(once);
    }

    @Test
    void aPairOfSurrogatesIsACharacterAndEachAloneIsNone() {
        assertThat(PeerText.escaped("\ud83d\ude80\ude80\ud83d")).isEqualTo("🚀\\ude80\\ud83d");
    }

    @Test
    void aLongTextIsCutAndItsLengthTold() {
        assertThat(PeerText.name("x".repeat(64))).isEqualTo("x".repeat(64));
        assertThat(PeerText.name("x".repeat(65))).isEqualTo("x".repeat(64) + "... (65 characters)");
        assertThat(PeerText.sentence("x".repeat(256))).isEqualTo("x".repeat(256));
        assertThat(PeerText.sentence("x".repeat(1_000_000))).isEqualTo("x".repeat(256) + "... (1000000 characters)");
        assertThat(PeerText.escaped("x".repeat(1_000_000))).hasSize(1_000_000);
    }

    @Test
    void theCutIsBetweenTwoCharacters() {
        assertThat(PeerText.name("x".repeat(63) + "🚀")).isEqualTo("x".repeat(63) + "... (65 characters)");
        assertThat(PeerText.name("x".repeat(62) + "🚀x")).isEqualTo("x".repeat(62) + "🚀... (65 characters)");
    }

    @Test
    void whatIsCutIsEscapedToo() {
        assertThat(PeerText.name("\u001b".repeat(1_000_000)))
                .isEqualTo("\\u001b".repeat(64) + "... (1000000 characters)");
    }

    @Test
    void ofAnOpeningNothingIsSaidAboutTheRest() {
        assertThat(PeerText.opening("a\nb")).isEqualTo("a\\nb");
        assertThat(PeerText.opening("x".repeat(256))).isEqualTo("x".repeat(256));
        assertThat(PeerText.opening("x".repeat(257))).isEqualTo("x".repeat(256) + "...");
        assertThat(PeerText.opening("x".repeat(255) + "🚀")).isEqualTo("x".repeat(255) + "...");
    }
}
