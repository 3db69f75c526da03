package io.curlew.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A line that was typed at the prompt, in words. Blanks part them, but for those within JSON: an object, an array or a
 * string is one word, which may go on over several lines.
 *
 * @param words the words
 * @param starts where each begins
 * @param complete whether all JSON in it has its end
 */
record InputLine(List<String> words, List<Integer> starts, boolean complete) {

    static InputLine of(String text) {
        return new Scanner(text).scan();
    }

    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /** Returns the words from that one on. */
    List<String> from(int index) {
        return words.subList(Math.min(index, words.size()), words.size());
    }

    private static final class Scanner {
        private final String text;
        private final List<String> words = new ArrayList<>();
        private final List<Integer> starts = new ArrayList<>();
        private int at;
        private int depth;
        private boolean quoted;

        Scanner(String text) {
            this.text = text;
        }

        InputLine scan() {
            while (skipBlanks()) {
                int start = at;
                depth = 0;
                while (at < text.length() && !(depth == 0 && !quoted && Character.isWhitespace(text.charAt(at)))) {
                    step(start);
                }
                words.add(text.substring(start, at));
                starts.add(start);
            }
            return new InputLine(List.copyOf(words), List.copyOf(starts), depth <= 0 && !quoted);
        }

        private boolean skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length();
        }

        /** Brackets and quotes mean something in a word that begins with one; elsewhere they are characters. */
        private void step(int start) {
            char first = text.charAt(start);
            char c = text.charAt(at);
            at++;
            if (first != '{' && first != '[' && first != '"') {
                return;
            }
            if (quoted) {
                at += c == '\\' && at < text.length() ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
    }
}
