package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what these tests need, and reads every value as its JSON text, so that they depend on no JSON library. */
public final class TestCodec implements JsonCodec {
    public static final DefaultParser PARSER = new DefaultParser(new TestCodec(), ParserLimits.defaults());

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
        if (value instanceof byte[] bytes) {
            return "{\"_placeholder\":true,\"num\":" + binaries.add(ByteBuffer.wrap(bytes)) + '}';
        } else if (value instanceof List<?> list) {
            return list.stream().map(item -> text(item, binaries)).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(field -> text(field.getKey(), binaries) + ':' + text(field.getValue(), binaries))
                    .collect(Collectors.joining(",", "{", "}"));
        } else if (value instanceof Runnable task) {
            task.run();
            return "null";
        }
        return value instanceof String string ? '"' + string + '"' : String.valueOf(value);
    }

    @Override
    public @Nullable Object read(byte[] json, int from, int to, Type type, List<byte[]> attachments) {
        if (type == Void.class) {
            throw new ConversionException("it can't be read as Void, at .x");
        }
        return json[from] == 'n' ? null : new String(json, from, to - from, UTF_8) + attachments.size();
    }
}
