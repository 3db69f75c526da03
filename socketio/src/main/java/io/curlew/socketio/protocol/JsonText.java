package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** Strings and small numbers in JSON text that is known to be valid. */
final class JsonText {
    private static final int LONGEST_ESCAPE = 6;
    private static final int NO_INDEX = -1;
    /** So many always fit an int. */
    private static final int MOST_DIGITS = 9;

    private JsonText() {}

    /** Returns the value of the string in a range, quotes included. */
    static String unquote(byte[] json, int from, int to) {
        return hasEscape(json, from, to)
                ? unescape(json, from + 1, to - 1)
                : new String(json, from + 1, to - from - 2, UTF_8);
    }

    /**
     * Returns the first characters of the value of the string in a range, quotes included; no pair of surrogates is
     * cut.
     */
    static String beginning(byte[] json, int from, int to, int atMost) {
        int at = from + 1;
        int characters = 0;
        while (at < to - 1) {
            characters += utf8Length(json[at]) == 4 ? 2 : 1;
            if (characters > atMost) {
                break;
            }
            at += length(json, at);
        }
        String text = unescape(json, from + 1, at);
        boolean cut = at < to - 1 && !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        return cut ? text.substring(0, text.length() - 1) : text;
    }

    /** Returns how many bytes the next character of a string takes, or its escape. */
    private static int length(byte[] json, int at) {
        if (json[at] == '\\') {
            return json[at + 1] == 'u' ? LONGEST_ESCAPE : 2;
        }
        return utf8Length(json[at]);
    }

    private static int utf8Length(byte firstByte) {
        int first = firstByte & 0xFF;
        return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }

    /** Returns what is behind the first so many characters of a text, escapes taken as they stand. */
    static int behind(byte[] utf8, int from, int to, int atMost) {
        int at = from;
        int characters = 0;
        while (at < to) {
            int length = utf8Length(utf8[at]);
            characters += length == 4 ? 2 : 1;
            if (characters > atMost) {
                break;
            }
            at += length;
        }
        return at;
    }

    static boolean hasEscape(byte[] json, int from, int to) {
        for (int at = from; at < to; at++) {
            if (json[at] == '\\') {
                return true;
            }
        }
        return false;
    }

    private static String unescape(byte[] json, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int at = from;
        while (at < to) {
            if (json[at] != '\\') {
                at++;
                continue;
            }
            text.append(new String(json, plain, at - plain, UTF_8));
            text.append(escaped(json, at + 1));
            at += json[at + 1] == 'u' ? 6 : 2;
            plain = at;
        }
        return text.append(new String(json, plain, to - plain, UTF_8)).toString();
    }

    private static char escaped(byte[] json, int at) {
        return switch (json[at]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(json, at + 1);
            default -> (char) json[at];
        };
    }

    private static char unicode(byte[] json, int at) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 4 | hexDigit(json[at + i]);
        }
        return (char) value;
    }

    /** Returns the value of a hexadecimal digit, negative when it is none. */
    static int hexDigit(byte digit) {
        return Character.digit(digit, 16); // for a negative code point, that is none either
    }

    /** Returns whether the string in a range, quotes included, has that value. */
    static boolean isString(byte[] json, int from, int to, String value) {
        int length = to - from - 2;
        if (length == value.length()) { // an escape, and what is not ASCII, would make it longer
            return equals(json, from + 1, value);
        }
        return length > value.length()
                && length <= LONGEST_ESCAPE * value.length()
                && unquote(json, from, to).equals(value);
    }

    private static boolean equals(byte[] json, int from, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (json[from + i] != value.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the index that a scalar stands for, negative when it is none. JSON may spell 1 as {@code 1.0} or 1e0 too.
     */
    static int index(byte[] json, int from, int to) {
        if (json[from] != '-' && (json[from] < '0' || json[from] > '9')) {
            return NO_INDEX;
        }
        int plain = digits(json, from, to);
        if (plain != NO_INDEX) {
            return plain;
        }
        double value = Double.parseDouble(new String(json, from, to - from, UTF_8));
        return value == Math.rint(value) && value >= 0 && value <= Integer.MAX_VALUE ? (int) value : NO_INDEX;
    }

    /** Returns the value of a few digits, as nearly every index is written: there may be very many of them. */
    private static int digits(byte[] json, int from, int to) {
        if (to - from > MOST_DIGITS) {
            return NO_INDEX;
        }
        int value = 0;
        for (int at = from; at < to; at++) {
            if (json[at] < '0' || json[at] > '9') {
                return NO_INDEX;
            }
            value = 10 * value + json[at] - '0';
        }
        return value;
    }

    /** Returns JSON text in which unpaired surrogates, which only strings can hold, are escapes. */
    static String withSurrogatesEscaped(String json) {
        StringBuilder escaped = null;
        int plain = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < json.length() && Character.isLowSurrogate(json.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                escaped = escaped == null ? new StringBuilder(json.length() + LONGEST_ESCAPE) : escaped;
                escaped.append(json, plain, i)
                        .append("\\u")
                        .append(HexFormat.of().toHexDigits(c));
                plain = i + 1;
            }
        }
        return escaped == null
                ? json
                : escaped.append(json, plain, json.length()).toString();
    }

    /** Writes a string with its quotes. Unpaired surrogates, which UTF-8 can't have, are escaped. */
    static void quote(String text, ByteSink out) {
        out.write('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                out.utf8(text.substring(plain, i));
                escape(c, out);
                plain = i + 1;
            }
        }
        out.utf8(plain == 0 ? text : text.substring(plain));
        out.write('"');
    }

    private static void escape(char c, ByteSink out) {
        out.write('\\');
        if (c == '"' || c == '\\') {
            out.write(c);
            return;
        }
        out.write('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.write(Character.forDigit(c >> shift & 0xF, 16));
        }
    }
}
