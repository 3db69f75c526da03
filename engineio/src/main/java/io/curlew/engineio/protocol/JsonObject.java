package io.curlew.engineio.protocol;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small JSON object with typed access, for the two that Engine.IO itself knows: the handshake and a server's error.
 * Whatever is wrong with it is a {@link ProtocolException} that names the field.
 */
final class JsonObject {
    private final Map<String, Object> fields;

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Reads the fields of those names. */
    static JsonObject parse(byte[] json, Set<String> names) {
        return new JsonObject(new JsonReader(json).readFields(names));
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
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(name, "must be an array of up to " + JsonReader.MAX_ITEMS + " strings");
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

    private static ProtocolException wrong(String name, String rule) {
        return new ProtocolException("invalid handshake: \"" + name + "\" " + rule, 0);
    }
}
