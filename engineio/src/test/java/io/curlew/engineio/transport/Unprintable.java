package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.PeerText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/** Texts of a peer that must not reach a log or a terminal as they are. */
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
                "\ud800",
                "x".repeat(1_000_000));
    }

    /** Asserts that what a log prints of a failure has nothing in it that does more than show, and an end. */
    static void assertPrints(Throwable failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        String frames = "\tat |\t... |Caused by: |\tSuppressed: |\t\tat |\t\t... |"
                + failure.getClass().getName();
        assertThat(printed.toString().lines())
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThan(2048)
                        .matches("(?:" + frames.replace(".", "\\.").replace("$", "\\$") + ").*")
                        .satisfies(text -> assertThat(PeerText.escaped(text.replace("\t", "")))
                                .isEqualTo(text.replace("\t", ""))));
    }
}
