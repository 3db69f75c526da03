package io.curlew.socketio.client;

/** What a peer wrote, fit for a line of a log: it has no line breaks, nothing that a terminal acts on, and an end. */
final class Escaped {
    static final int MAX_CHARACTERS = 200;

    private Escaped() {}

    /** Returns the beginning of a text, all but printable ASCII as in JSON's escapes. */
    static String text(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), MAX_CHARACTERS); i++) {
            char c = text.charAt(i);
            boolean printable = c >= ' ' && c <= '~' && c != '\\';
            line.append(printable ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return text.length() > MAX_CHARACTERS ? line.append("...").toString() : line.toString();
    }
}
