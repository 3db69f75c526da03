package io.curlew.interop;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

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

    /** Returns the value as the scripts understand it. */
    public static Object toWire(Object value) {
        return map(
                comparable(value),
                part -> part instanceof ByteBuffer bytes
                        ? Map.of(BYTES, Base64.getEncoder().encodeToString(bytes(bytes)))
                        : part);
    }

    /** Returns what a script meant by this value. */
    public static Object fromWire(Object value) {
        return map(
                value,
                part -> part instanceof Map<?, ?> map && map.get(BYTES) instanceof String base64
                        ? ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                        : part);
    }

    /** Returns the values of the arguments. */
    public static List<Object> of(Args args) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            values.add(args.find(i, Object.class).orElse(null));
        }
        return comparable(values);
    }

    /** Returns the value of JSON text. */
    public static Object of(Json json) {
        return JsonMapper.shared().readValue(json.text(), Object.class);
    }

    /** Returns a copy of the buffer's bytes. */
    public static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
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
