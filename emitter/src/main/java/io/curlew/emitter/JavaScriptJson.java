package io.curlew.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes plain values as {@code JSON.stringify} does, byte by byte. */
final class JavaScriptJson {
    private final StringBuilder json = new StringBuilder();

    private JavaScriptJson() {}

    /** Returns a value as JSON in UTF-8. */
    static byte[] write(@Nullable Object value) {
        JavaScriptJson writer = new JavaScriptJson();
        writer.value(value);
        return writer.json.toString().getBytes(UTF_8);
    }

    private void value(@Nullable Object value) {
        if (value instanceof String text) {
            quote(text, json);
        } else if (value instanceof Number number) {
            json.append(Numbers.json(number));
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof List<?> list) {
            list(list);
        } else if (value instanceof byte[] bytes) {
            buffer(bytes);
        } else {
            json.append(value); // a boolean or null
        }
    }

    private void map(Map<?, ?> map) {
        char separator = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.append(separator);
            quote(String.valueOf(entry.getKey()), json);
            json.append(':');
            value(entry.getValue());
            separator = ',';
        }
        json.append(map.isEmpty() ? "{}" : "}");
    }

    private void list(List<?> list) {
        char separator = '[';
        for (Object element : list) {
            json.append(separator);
            value(element);
            separator = ',';
        }
        json.append(list.isEmpty() ? "[]" : "]");
    }

    /** As Node.js shows a Buffer. */
    private void buffer(byte[] bytes) {
        json.append("{\"type\":\"Buffer\",\"data\":[");
        for (int i = 0; i < bytes.length; i++) {
            json.append(i == 0 ? "" : ",").append(bytes[i] & 0xFF);
        }
        json.append("]}");
    }

    /** Writes a string with its quotes. Unpaired surrogates, which UTF-8 can't have, are escaped. */
    static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                json.append(c).append(text.charAt(++i));
            } else {
                character(c, json);
            }
        }
        json.append('"');
    }

    private static void character(char c, StringBuilder json) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ' || Character.isSurrogate(c)) {
                    json.append(String.format("\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }
}
