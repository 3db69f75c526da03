package io.curlew.socketio.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers, plain strings, null, binary, lists and maps: as much JSON as these tests need. */
class PlainCodec implements JsonCodec {

    @Override
    public void writeArray(List<? extends @Nullable Object> values, OutputStream out, BinarySink binaries)
            throws IOException {
        out.write(text(values, binaries).getBytes(UTF_8));
    }

    @Override
    public void write(Object value, OutputStream out, BinarySink binaries) throws IOException {
        out.write(text(value, binaries).getBytes(UTF_8));
    }

    private static String text(@Nullable Object value, BinarySink binaries) {
        if (value == null || value instanceof Number) {
            return String.valueOf(value);
        }
        if (value instanceof String string) {
            return '"' + string + '"';
        }
        if (value instanceof byte[] bytes) {
            return "{\"_placeholder\":true,\"num\":" + binaries.add(ByteBuffer.wrap(bytes)) + '}';
        }
        if (value instanceof List<?> list) {
            return list.stream().map(item -> text(item, binaries)).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(field -> text(field.getKey(), binaries) + ':' + text(field.getValue(), binaries))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        throw new ConversionException("it is a " + value.getClass().getName());
    }

    @Override
    public @Nullable Object read(byte[] json, int from, int to, Type type, List<byte[]> attachments) {
        String text = new String(json, from, to - from, UTF_8);
        if (text.equals("null")) {
            return null;
        }
        if (type == String.class && text.startsWith("\"")) {
            return text.substring(1, text.length() - 1);
        }
        if ((type == int.class || type == Integer.class) && text.matches("-?\\d+")) {
            return Integer.valueOf(text);
        }
        if (type == byte[].class && attachments.size() == 1) {
            return attachments.get(0).clone();
        }
        throw new ConversionException("it is no " + type.getTypeName());
    }
}
