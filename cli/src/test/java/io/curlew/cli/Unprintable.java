package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.PeerText;
import java.util.stream.Stream;

/** Texts of a peer that must not reach a terminal as they are. */
final class Unprintable {
    private Unprintable() {}

    static Stream<String> texts() {
        return Stream.of(
                "\u001b]0;x\u0007",
                "\u001b[2J",
                "\u009b2J",
                "\u007f",
                "\u202egnp.exe",
                "\u2066a",
                "one\ntwo",
                "one\r\ntwo",
                "one\u2028two",
                "\udb40\udc41",
                "\ud800",
                "x".repeat(16_000));
    }

    /** Returns the text as a name in an object: Jackson reads none with an unpaired surrogate. */
    static String key(String text) {
        return text.equals("\ud800") ? "name" : text;
    }

    static void assertShows(String line) {
        assertThat(PeerText.escaped(line)).isEqualTo(line);
    }
}
