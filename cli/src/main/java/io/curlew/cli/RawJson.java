package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.ParseException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An argument that is sent as it stands on the command line, digit by digit. {@code toString} is its JSON. */
final class RawJson {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u(\\p{XDigit}{4})");

    private final String text;

    private RawJson(String text) {
        this.text = text;
    }

    /** Returns what a text stands for that is JSON, or else is meant as it is: this, or a value where it takes more. */
    static @Nullable Object of(String text) {
        try {
            Json json = Json.of(text);
            return unescaped(text).contains(JsonText.BINARY) ? JsonText.parse(text) : new RawJson(json.text());
        } catch (ParseException notJson) {
            return ofText(text);
        }
    }

    /** Returns the text with the characters that escapes stand for, which may hide a name. */
    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }

    /** Returns a text as a string of JSON: this, or the text itself where that takes escapes. */
    static Object ofText(String text) {
        return text.chars().allMatch(RawJson::needsNoEscape) ? new RawJson('"' + text + '"') : text;
    }

    private static boolean needsNoEscape(int character) {
        return character >= ' ' && character != '"' && character != '\\' && !Character.isSurrogate((char) character);
    }

    /** Returns an argument's value as JSON on one line. */
    static String shown(@Nullable Object value) {
        return value instanceof RawJson raw ? JsonText.onOneLine(raw.text) : JsonText.of(value);
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * Writes these as they are. All else is left to the codec of all clients, which is loaded when that is needed: with
     * its 600 classes a call would take a fifth longer.
     */
    static final class Codec implements JsonCodec {

        @Override
        public void writeArray(List<? extends @Nullable Object> values, OutputStream out, BinarySink binaries)
                throws IOException {
            if (values.stream().allMatch(RawJson.class::isInstance)) {
                List<String> texts = values.stream().map(String::valueOf).toList();
                out.write(("[" + String.join(",", texts) + "]").getBytes(UTF_8));
            } else {
                JsonText.codec().writeArray(values.stream().map(Codec::read).toList(), out, binaries);
            }
        }

        private static @Nullable Object read(@Nullable Object value) {
            return value instanceof RawJson raw ? Json.of(raw.text) : value;
        }

        @Override
        public void write(Object value, OutputStream out, BinarySink binaries) throws IOException {
            JsonText.codec().write(value, out, binaries);
        }

        @Override
        public @Nullable Object read(byte[] json, int from, int to, Type type, List<byte[]> attachments) {
            return JsonText.codec().read(json, from, to, type, attachments);
        }
    }
}
