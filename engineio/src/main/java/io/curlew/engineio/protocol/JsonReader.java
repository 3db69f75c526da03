package io.curlew.engineio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A strict, small JSON reader (RFC 8259) for a handful of fields. Engine.IO needs JSON in its handshake only, which is
 * no reason to ask its users for a JSON library.
 *
 * <p>It keeps the fields that it was asked for and skips all others: whatever a peer adds to its object takes no
 * memory.
 */
final class JsonReader {
    /** The most values of an array that are kept. Servers name two or three transports. */
    static final int MAX_ITEMS = 64;
    /** Stands for each value that is neither a string, a number, nor a short array of strings. */
    static final Object OTHER = new Object();

    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;

    JsonReader(byte[] json) {
        text = new String(json, UTF_8);
    }

    /**
     * Reads the one object that the text must consist of.
     *
     * @return the fields of those names that are there, each a String, a Double, a List of Strings, or {@link #OTHER};
     *     of several fields with the same name, the last
     */
    Map<String, Object> readFields(Set<String> names) {
        Map<String, Object> fields = new HashMap<>();
        skipSpace();
        if (peek() != '{') {
            throw wrong("a JSON object was expected");
        }
        at++;
        skipSpace();
        if (!takeIf('}')) {
            do {
                readField(names, fields);
                skipSpace();
            } while (takeIf(','));
            take('}');
        }
        skipSpace();
        if (at != text.length()) {
            throw wrong("nothing may follow the JSON value");
        }
        return fields;
    }

    private void readField(Set<String> names, Map<String, Object> fields) {
        skipSpace();
        Optional<String> wanted = readName(names);
        skipSpace();
        take(':');
        skipSpace();
        if (wanted.isPresent()) {
            fields.put(wanted.get(), readValue());
        } else {
            skipValue(1);
        }
    }

    /** Returns the name if it is one of those; any other leaves nothing behind. */
    private Optional<String> readName(Set<String> names) {
        int start = at;
        if (skipString()) {
            at = start;
            String name = readString();
            return names.contains(name) ? Optional.of(name) : Optional.empty();
        }
        int length = at - start - 2;
        for (String name : names) {
            if (name.length() == length && text.startsWith(name, start + 1)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private Object readValue() {
        char first = peek();
        if (first == '"') {
            return readString();
        } else if (first == '[') {
            return readStrings();
        } else if (first == '-' || isDigit(first)) {
            return readNumber();
        }
        skipValue(1);
        return OTHER;
    }

    private Object readStrings() {
        List<String> items = new ArrayList<>();
        boolean onlyStrings = true;
        at++;
        skipSpace();
        if (takeIf(']')) {
            return items;
        }
        do {
            skipSpace();
            if (peek() == '"' && items.size() < MAX_ITEMS) {
                items.add(readString());
            } else {
                onlyStrings = false;
                skipValue(2);
            }
            skipSpace();
        } while (takeIf(','));
        take(']');
        return onlyStrings ? items : OTHER;
    }

    private Double readNumber() {
        int start = at;
        skipNumber();
        return Double.valueOf(text.substring(start, at));
    }

    private String readString() {
        take('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = readUnescaped();
            value.append(c == '\\' ? readEscape() : c);
        }
        at++;
        return value.toString();
    }

    /** Returns whether it holds an escape. */
    private boolean skipString() {
        boolean escaped = false;
        take('"');
        while (peek() != '"') {
            if (readUnescaped() == '\\') {
                char unused = readEscape();
                escaped = true;
            }
        }
        at++;
        return escaped;
    }

    private char readUnescaped() {
        char c = text.charAt(at++);
        if (c < 0x20) {
            throw wrong("control characters must be escaped");
        }
        return c;
    }

    private char readEscape() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> readHex();
            default -> throw wrong("unknown escape");
        };
    }

    private char readHex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits were expected");
            }
            value = value << 4 | digit;
            at++;
        }
        return (char) value;
    }

    // ---- what is looked at and not kept

    private void skipValue(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("JSON nested deeper than " + MAX_DEPTH);
        }
        skipSpace();
        switch (peek()) {
            case '{' -> skipObject(depth);
            case '[' -> skipArray(depth);
            case '"' -> {
                boolean unused = skipString();
            }
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    private void skipObject(int depth) {
        at++;
        skipSpace();
        if (takeIf('}')) {
            return;
        }
        do {
            skipSpace();
            boolean unused = skipString();
            skipSpace();
            take(':');
            skipValue(depth + 1);
            skipSpace();
        } while (takeIf(','));
        take('}');
    }

    private void skipArray(int depth) {
        at++;
        skipSpace();
        if (takeIf(']')) {
            return;
        }
        do {
            skipValue(depth + 1);
            skipSpace();
        } while (takeIf(','));
        take(']');
    }

    private void skipWord(String word) {
        if (!text.startsWith(word, at)) {
            throw wrong("a JSON value was expected");
        }
        at += word.length();
    }

    private void skipNumber() {
        boolean negative = takeIf('-');
        if (!takeIf('0') && !skipDigits()) {
            at -= negative ? 1 : 0;
            throw wrong("a JSON value was expected");
        }
        if (takeIf('.')) {
            requireDigits();
        }
        if (takeIf('e') || takeIf('E')) {
            boolean unused = takeIf('+') || takeIf('-');
            requireDigits();
        }
    }

    private void requireDigits() {
        if (!skipDigits()) {
            throw wrong("a digit was expected");
        }
    }

    private boolean skipDigits() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at > start;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean takeIf(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void take(char c) {
        if (!takeIf(c)) {
            throw wrong("'" + c + "' was expected");
        }
    }

    private char peek() {
        if (at == text.length()) {
            throw wrong("the JSON text ends too early");
        }
        return text.charAt(at);
    }

    private ProtocolException wrong(String rule) {
        return new ProtocolException("invalid handshake: " + rule, utf8Length(at));
    }

    private int utf8Length(int characters) {
        return text.substring(0, characters).getBytes(UTF_8).length;
    }
}
