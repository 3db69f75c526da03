package io.curlew.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Shows events to people. */
final class Pretty {
    static final String IN = "<";
    static final String OUT = ">";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    /** What fits on one line beside time and name. */
    private static final int ONE_LINE = 100;

    private final Colors colors;
    private final PrettyJson json;

    Pretty(Colors colors) {
        this.colors = colors;
        this.json = new PrettyJson(colors);
    }

    /** Returns an event with its arguments, each of them JSON on one line. */
    String event(Instant time, String direction, String name, List<String> args) {
        return line(time, direction, colors.paint(Colors.NAME, JsonText.bare(name)), args);
    }

    /** Returns an answer to such an event. */
    String answer(Instant time, String direction, String name, List<String> args) {
        return line(time, direction, "answer to " + colors.paint(Colors.NAME, JsonText.bare(name)), args);
    }

    private String line(Instant time, String direction, String what, List<String> args) {
        int length = args.stream().mapToInt(String::length).sum();
        StringBuilder line = new StringBuilder(colors.paint(Colors.DIM, TIME.format(time)))
                .append(' ')
                .append(direction)
                .append(' ')
                .append(what);
        for (String arg : args) {
            line.append(length <= ONE_LINE ? " " + json.onOneLine(arg) : System.lineSeparator() + json.indented(arg));
        }
        return line.toString();
    }
}
