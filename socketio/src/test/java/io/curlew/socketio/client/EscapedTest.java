package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("N14")
class EscapedTest {
    @Test
    void asciiStaysAsItIs() {
        assertThat(Escaped.text("not allowed: [x] {y} ~ 1 < 2")).isEqualTo("not allowed: [x] {y} ~ 1 < 2");
    }

    @Test
    void whateverATerminalOrAReaderOfLogsMightActOnIsEscaped() {
        assertThat(Escaped.text("a\n\r\t\u001b[2J\u007f\u009b\u202e\u2028\ud800 a\\b"))
                .isEqualTo("a\\u000a\\u000d\\u0009\\u001b[2J\\u007f\\u009b\\u202e\\u2028\\ud800 a\\u005cb");
    }

    @Test
    void aLongTextIsCut() {
        assertThat(Escaped.text("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Escaped.text("x".repeat(2_000_000))).isEqualTo("x".repeat(200) + "...");
    }
}
