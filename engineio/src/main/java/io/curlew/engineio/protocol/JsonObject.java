package io.curlew.engineio.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small JSON object with typed access, for the two that Engine.IO itself knows: the handshake and a server's error.
 * Whatever is wrong with it is a {@link ProtocolException} that names the field.
 */
final class JsonObject {
    private final Map<String, Object> fields;

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    static JsonObject parse(byte[] json) {
        Object value = new JsonReader(json).readDocument();
        if (!(value instanceof Map<?, ?> map)) {
            throw new ProtocolException("invalid handshake: a JSON object was expected", 0);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, field) -> fields.put((String) key, field));
        return new JsonObject(fields);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String string(String name) {
        if (fields.get(name) instanceof String string) {
            return string;
        }
        throw wrong(name, "must be a string");
    }

    List<String> strings(String name) {
        if (fields.get(name) instanceof List<?> list) {
            return list.stream()
                    .map(item -> item instanceof String string ? string : notAString(name))
                    .toList();
        }
        throw wrong(name, "must be an array of strings");
    }

    /** Returns a whole number, which JSON may also spell as {@code 25000.0} or {@code 2.5e4}. */
    long wholeNumber(String name, long min, long max) {
        if (fields.get(name) instanceof Double number
                && number == Math.rint(number)
                && number >= min
                && number <= max) {
            return number.longValue();
        }
        throw wrong(name, "must be a whole number from " + min + " to " + max);
    }

    private static String notAString(String name) {
        throw wrong(name, "must be an array of strings");
    }

    private static ProtocolException wrong(String name, String rule) {
        return new ProtocolException("invalid handshake: \"" + name + "\" " + rule, 0);
    }
}
