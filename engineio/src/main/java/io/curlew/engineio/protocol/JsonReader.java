package io.curlew.engineio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A strict, small JSON reader (RFC 8259) for a handful of fields. Engine.IO needs JSON in its handshake only, which is
 * no reason to ask its users for a JSON library.
 */
final class JsonReader {
    private static final int MAX_DEPTH = 16;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int at;

    JsonReader(byte[] json) {
        text = new String(json, UTF_8);
    }

    /** Reads the one value that the text must consist of: a Map, List, String, Double, Boolean or null. */
    @Nullable
    Object readDocument() {
        Object value = readValue(0);
        skipSpace();
        if (at != text.length()) {
            throw wrong("nothing may follow the JSON value");
        }
        return value;
    }

    private @Nullable Object readValue(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("JSON nested deeper than " + MAX_DEPTH);
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> readObject(depth);
            case '[' -> readArray(depth);
            case '"' -> readString();
            case 't' -> readWord("true", true);
            case 'f' -> readWord("false", false);
            case 'n' -> readWord("null", null);
            default -> readNumber();
        };
    }

    private Map<String, @Nullable Object> readObject(int depth) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (takeIf('}')) {
            return fields;
        }
        do {
            skipSpace();
            String name = readString();
            skipSpace();
            take(':');
            fields.put(name, readValue(depth + 1));
            skipSpace();
        } while (takeIf(','));
        take('}');
        return fields;
    }

    private List<@Nullable Object> readArray(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        skipSpace();
        if (takeIf(']')) {
            return items;
        }
        do {
            items.add(readValue(depth + 1));
            skipSpace();
        } while (takeIf(','));
        take(']');
        return items;
    }

    private String readString() {
        take('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < 0x20) {
                throw wrong("control characters must be escaped");
            }
            value.append(c == '\\' ? readEscape() : c);
        }
        at++;
        return value.toString();
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

    private @Nullable Object readWord(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a JSON value was expected");
        }
        at += word.length();
        return value;
    }

    private Double readNumber() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw wrong("a JSON value was expected");
        }
        at = number.end();
        return Double.valueOf(number.group());
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
