package io.curlew.engineio.protocol;

import java.util.HexFormat;

/**
 * Makes text from a peer safe to print in a message, a log line or a terminal. Unchanged, it could end the line and
 * forge the next one, reverse the direction of text, or send commands to the terminal.
 *
 * <p>The following characters are escaped as in Java and JSON: control characters (Unicode category Cc), line and
 * paragraph separators, unpaired surrogates, and characters that only format text (category Cf, including bidirectional
 * controls), except U+200C and U+200D, which Persian and emoji need. Backslashes are not escaped, so escaping twice
 * changes nothing.
 */
public final class PeerText {
    /** The number of characters of a sentence that are shown. */
    public static final int SENTENCE = 256;

    private static final int NAME = 64;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PeerText() {}

    /**
     * Returns the first 64 characters of a name (of an event or a namespace), escaped, and the total number if there
     * are more.
     */
    public static String name(String text) {
        return shown(text, NAME);
    }

    /**
     * Returns the first 256 characters of a sentence (such as the reason for a refusal), escaped, and the total number
     * if there are more.
     */
    public static String sentence(String text) {
        return shown(text, SENTENCE);
    }

    /**
     * Returns the first 256 characters of a sentence, escaped, and dots if there are more. For a text of which only the
     * beginning is available, one character more than is shown, so that the total number is unknown.
     */
    public static String opening(String text) {
        return text.length() <= SENTENCE ? escaped(text) : escaped(cut(text, SENTENCE)) + "...";
    }

    static String shown(String text, int limit) {
        if (text.length() <= limit) {
            return escaped(text);
        }
        return escaped(cut(text, limit)) + "... (" + text.length() + " characters)";
    }

    private static String cut(String text, int limit) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }

    /** Returns the whole text, escaped. JSON in one line stays equivalent JSON. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isHarmless(character)) {
                escaped.appendCodePoint(character);
            } else {
                escape(character, escaped);
            }
        });
        return escaped.toString();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }

    private static void escape(int character, StringBuilder to) {
        switch (character) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                for (char unit : Character.toChars(character)) {
                    to.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
        }
    }
}
