package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.ParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the commands read and print it, always on one line, with characters that would do something to a terminal
 * escaped, and whole. Binary, which JSON can't express, is an object; see {@link BinaryJson}.
 */
final class JsonText {
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

    /**
     * Returns the value that the text stands for: a map, list, string, number, Boolean or null.
     *
     * @throws ParseException when it is not JSON
     * @throws ConversionException when it is JSON that the codec can't read
     */
    static @Nullable Object parse(String text) {
        byte[] utf8 = Json.of(text).text().getBytes(UTF_8);
        return codec().read(utf8, 0, utf8.length, Object.class, List.of());
    }

    /** Returns the string that a word quotes, or else the word. */
    static String unquoted(String word) {
        try {
            return Json.of(word).asString().orElse(word);
        } catch (ParseException notJson) {
            return word;
        }
    }

    /** Returns a value as JSON. */
    static String of(@Nullable Object value) {
        String array = BinaryJson.of(binaries -> array(value, binaries));
        return onOneLine(array.substring(1, array.length() - 1));
    }

    private static String array(@Nullable Object value, JsonCodec.BinarySink binaries) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        try {
            codec().writeArray(Collections.singletonList(value), array, binaries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return array.toString(UTF_8);
    }

    /** Returns arguments as a JSON array. */
    static String array(Args args) {
        return "[" + String.join(",", list(args)) + "]";
    }

    /** Returns each of the arguments as JSON. As it came: nothing is lost, such as the digits of a long number. */
    static List<String> list(Args args) {
        return BinaryJson.texts(args).stream().map(JsonText::onOneLine).toList();
    }

    /** Returns a name as a person would write it: without quotes where it can be mistaken for nothing else. */
    static String bare(String name) {
        return PLAIN.matcher(name).matches() ? name : of(name);
    }

    /** Between values JSON has room for blanks, tabs and line breaks only, so that all else stands in strings. */
    static String onOneLine(String json) {
        return PeerText.escaped(json.replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
    }
}
