package io.curlew.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows JSON to people: in colour, and with a line for each value where there are many. */
final class PrettyJson {
    /** A string with the colon behind it if it is a key, a number, a word, a bracket or comma; blanks match nothing. */
    static final Pattern TOKEN = Pattern.compile(
            "(?<string>\"(?:[^\"\\\\]|\\\\.)*+\")(?<colon>\\s*:)?|(?<number>(?<![\\w.-])-?\\d[\\d.eE+-]*+(?!\\w))|(?<word>\\b(?:true|false|null)\\b)"
                    + "|(?<open>[\\[{])|(?<close>[\\]}])|(?<comma>,)");

    private static final String STEP = "  ";

    private final Colors colors;

    PrettyJson(Colors colors) {
        this.colors = colors;
    }

    /** Returns the JSON on the line on which it is. */
    String onOneLine(String json) {
        StringBuilder shown = new StringBuilder();
        Matcher token = TOKEN.matcher(json);
        while (token.find()) {
            shown.append(paint(colors, token)).append(token.group("colon") == null ? "" : ":");
        }
        return shown.toString();
    }

    /** Returns the JSON with a line for each value, all of them indented. */
    String indented(String json) {
        StringBuilder shown = new StringBuilder(STEP);
        Matcher token = TOKEN.matcher(json);
        int depth = 1;
        boolean opened = false;
        while (token.find()) {
            boolean closes = token.group("close") != null;
            depth -= closes ? 1 : 0;
            if (opened != closes && (opened || closes)) {
                newLine(shown, depth);
            }
            shown.append(paint(colors, token)).append(token.group("colon") == null ? "" : ": ");
            opened = token.group("open") != null;
            depth += opened ? 1 : 0;
            if (token.group("comma") != null) {
                newLine(shown, depth);
            }
        }
        return shown.toString();
    }

    private static void newLine(StringBuilder shown, int depth) {
        shown.append(System.lineSeparator()).append(STEP.repeat(depth));
    }

    /** Returns a token in its colour, without the colon behind a key. */
    static String paint(Colors colors, Matcher token) {
        String string = token.group("string");
        if (string != null) {
            return colors.paint(token.group("colon") == null ? Colors.STRING : Colors.KEY, string);
        }
        if (token.group("number") != null) {
            return colors.paint(Colors.NUMBER, token.group());
        }
        return token.group("word") != null ? colors.paint(Colors.WORD, token.group()) : token.group();
    }
}
