package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.ParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the commands read and print it, always on one line, with characters that would do something to a terminal
 * escaped, and whole. Binary, which JSON can't express, is {@code {"$binary":"<base64>"}} in both directions.
 */
final class JsonText {
    static final String BINARY = "$binary";
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.:/-]+");

    private JsonText() {}

    /** Loaded when something needs it, since that takes its time. */
    private static final class Loaded {
        static final JsonCodec CODEC =
                ServiceLoader.load(JsonCodec.class).findFirst().orElseThrow();
    }

    static JsonCodec codec() {
        return Loaded.CODEC;
    }

    /** Returns the value of a command-line argument: the JSON that it is, or else the text itself. */
    static @Nullable Object argument(String text) {
        try {
            return parse(text);
        } catch (ParseException notJson) {
            return text;
        }
    }

    /**
     * Returns the value that the text stands for: a map, list, string, number, Boolean, {@code byte[]} or null.
     *
     * @throws ParseException when it is not JSON
     */
    static @Nullable Object parse(String text) {
        byte[] utf8 = Json.of(text).text().getBytes(UTF_8);
        return rebuild(codec().read(utf8, 0, utf8.length, Object.class, List.of()), JsonText::toBinary);
    }

    /** Returns a value as JSON. */
    static String of(@Nullable Object value) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        try {
            codec().writeArray(Collections.singletonList(rebuild(value, JsonText::fromBinary)), array, bytes -> 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = array.toString(UTF_8);
        return onOneLine(text.substring(1, text.length() - 1));
    }

    /** Returns arguments as a JSON array. */
    static String array(Args args) {
        return "[" + String.join(",", list(args)) + "]";
    }

    /** Returns each of the arguments as JSON. */
    static List<String> list(Args args) {
        return IntStream.range(0, args.size())
                .mapToObj(index -> argument(args, index))
                .toList();
    }

    /** Returns a name as a person would write it: without quotes where it can be mistaken for nothing else. */
    static String bare(String name) {
        return PLAIN.matcher(name).matches() ? name : of(name);
    }

    /** As it came where it can be: nothing is then lost, such as the digits of a long number. */
    private static String argument(Args args, int index) {
        String json = args.json(index);
        return json.contains("\"_placeholder\"")
                ? of(args.find(index, Object.class).orElse(null))
                : onOneLine(json);
    }

    /** Between values JSON has room for blanks, tabs and line breaks only, so that all else stands in strings. */
    static String onOneLine(String json) {
        return PeerText.escaped(json.replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
    }

    private static @Nullable Object toBinary(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.size() == 1 && map.get(BINARY) instanceof String base64
                ? decode(base64, map)
                : value;
    }

    private static Object decode(String base64, Object otherwise) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return otherwise;
        }
    }

    private static @Nullable Object fromBinary(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? Map.of(BINARY, Base64.getEncoder().encodeToString(bytes))
                : value;
    }

    /** Rebuilds a tree of maps and lists, each value through the function, the inner ones first. */
    private static @Nullable Object rebuild(@Nullable Object value, UnaryOperator<@Nullable Object> function) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(name, rebuild(inner, function)));
            return function.apply(copy);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(inner -> copy.add(rebuild(inner, function)));
            return copy;
        }
        return function.apply(value);
    }
}
