package io.curlew.engineio.protocol;

import java.util.HexFormat;

/**
 * Shows what a peer sent in a message, a log line or a terminal. As it came, it could end the line and forge the next
 * one, make text run backwards, or give the terminal orders.
 *
 * <p>Escaped as in Java and JSON are control characters (Unicode's category Cc), line and paragraph separators,
 * unpaired surrogates, and characters that only format text (category Cf, the bidirectional controls among them),
 * except U+200C and U+200D, which Persian and emoji need. A backslash stays as it is, so escaping twice changes
 * nothing.
 */
public final class PeerText {
    /** How many characters of a sentence are shown. */
    public static final int SENTENCE = 256;

    private static final int NAME = 64;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PeerText() {}

    /**
     * Returns the first 64 characters of a name (an event's, a namespace's), escaped, and how many there are if more.
     */
    public static String name(String text) {
        return shown(text, NAME);
    }

    /**
     * Returns the first 256 characters of a sentence (why a server refuses), escaped, and how many there are if more.
     */
    public static String sentence(String text) {
        return shown(text, SENTENCE);
    }

    /**
     * Returns the first 256 characters of a sentence, escaped, and dots if there are more. This is for a text of which
     * only the beginning is at hand, one character more than is shown: how many there are is not known.
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

    /** Returns the whole text, escaped. JSON on one line stays the same JSON. */
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
