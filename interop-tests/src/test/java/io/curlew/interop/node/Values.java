package io.curlew.interop.node;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the tests send and compare: maps, lists, strings, numbers, booleans, null, and bytes as a {@code ByteBuffer},
 * because two of them are equal when their bytes are.
 */
public final class Values {
    private static final String BYTES = "$bytes";

    private Values() {}

    /** Returns the value with all its bytes, {@code byte[]} too, as {@code ByteBuffer}. */
    public static Object comparable(Object value) {
        return map(value, part -> part instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : part);
    }

    /** Returns the list with all its bytes as {@code ByteBuffer}; see {@link #comparable(Object)}. */
    public static List<Object> comparable(List<?> values) {
        return asList(comparable((Object) values));
    }

    /** Returns the value as the list that it is. */
    @SuppressWarnings("unchecked") // every value is an Object
    public static List<Object> asList(Object value) {
        return (List<Object>) value;
    }

    static Object toWire(Object value) {
        return map(comparable(value), part -> part instanceof ByteBuffer bytes ? Map.of(BYTES, base64(bytes)) : part);
    }

    static Object fromWire(Object value) {
        return map(
                value,
                part -> part instanceof Map<?, ?> map && map.get(BYTES) instanceof String base64
                        ? ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                        : part);
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }

    private static Object map(Object value, UnaryOperator<Object> mapping) {
        Object mapped = mapping.apply(value);
        if (mapped instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, member) -> copy.put(key, map(member, mapping)));
            return copy;
        }
        if (mapped instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(map(element, mapping)));
            return copy;
        }
        return mapped;
    }
}
