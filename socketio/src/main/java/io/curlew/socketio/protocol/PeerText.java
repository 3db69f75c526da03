package io.curlew.socketio.protocol;

import java.util.HexFormat;

/**
 * Shows what a peer sent in messages, as the class of that name in {@code io.curlew.engineio.protocol} does: this
 * package knows nothing but the JDK.
 */
final class PeerText {
    private static final int NAME = 64;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PeerText() {}

    /**
     * Returns the first 64 characters of a name (an event's, a namespace's), escaped, and how many there are if more.
     */
    static String name(String text) {
        return shown(text, NAME);
    }

    static String shown(String text, int limit) {
        if (text.length() <= limit) {
            return escaped(text);
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return escaped(text.substring(0, end)) + "... (" + text.length() + " characters)";
    }

    private static String escaped(String text) {
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
