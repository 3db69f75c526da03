package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.ParseException;
import io.curlew.socketio.protocol.Placeholders;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * JSON that is sent as it is written, digit by digit, but for the binary in it; see {@link BinaryJson}.
 *
 * @param text valid JSON, without blanks around it
 */
record RawJson(String text) {

    /** Returns what a text stands for that is JSON, or else is meant as it is: this, or the text itself. */
    static Object of(String text) {
        return find(text).<Object>map(json -> json).orElseGet(() -> ofText(text));
    }

    /**
     * Returns the JSON that a text is; empty if it is none.
     *
     * @throws WrongUsage when it is more than a packet may hold; names the limit
     */
    static Optional<RawJson> find(String text) {
        try {
            return Optional.of(new RawJson(Json.of(text).text()));
        } catch (ParseException why) {
            if (isBeyondLimits(text)) {
                throw new WrongUsage(why.rule());
            }
            return Optional.empty();
        }
    }

    /** Where no limits are, JSON that was refused for one is JSON. */
    private static boolean isBeyondLimits(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        try {
            Placeholders unused = Placeholders.find(utf8, 0, utf8.length);
            return true;
        } catch (ParseException notJson) {
            return false;
        }
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

    boolean isObject() {
        return text.startsWith("{");
    }

    boolean isArray() {
        return text.startsWith("[");
    }

    /** Returns the string that this is, unescaped; empty if it is something else. */
    Optional<String> string() {
        return Json.of(text).asString();
    }

    /** Returns what this array holds. */
    List<RawJson> elements() {
        return parts().stream().map(RawJson::new).toList();
    }

    /** Returns the fields of this object; of two with one name the last. */
    Map<String, RawJson> fields() {
        Map<String, RawJson> fields = new LinkedHashMap<>();
        for (String part : parts()) {
            Matcher key = PrettyJson.TOKEN.matcher(part);
            boolean unused = key.find();
            String name = new RawJson(key.group("string")).string().orElseThrow();
            fields.put(name, new RawJson(part.substring(key.end()).strip()));
        }
        return fields;
    }

    /** Returns what stands between the commas of this array or object. */
    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        Matcher token = PrettyJson.TOKEN.matcher(text);
        int depth = 0;
        int from = 1;
        while (token.find()) {
            depth += token.group("open") != null ? 1 : token.group("close") != null ? -1 : 0;
            boolean separates = depth == 1 && token.group("comma") != null;
            if (separates || depth == 0) {
                parts.add(text.substring(from, token.start()).strip());
                from = token.end();
            }
        }
        return parts.equals(List.of("")) ? List.of() : parts;
    }

    /** It is an argument or auth data: no message should have it because somebody concatenates. */
    @Override
    public String toString() {
        return "JSON of " + text.length() + " characters";
    }

    /**
     * Writes these as they are. All else is left to the codec of all clients, which is loaded when that is needed: with
     * its 600 classes a call would take a fifth longer.
     */
    static final class Codec implements JsonCodec {

        @Override
        public void writeArray(List<? extends @Nullable Object> values, OutputStream out, BinarySink binaries)
                throws IOException {
            if (values.stream().noneMatch(RawJson.class::isInstance)) {
                JsonText.codec().writeArray(values, out, binaries);
                return;
            }
            char before = '[';
            for (Object value : values) {
                out.write(before);
                before = ',';
                writeValue(value, out, binaries);
            }
            out.write(']');
        }

        private void writeValue(@Nullable Object value, OutputStream out, BinarySink binaries) throws IOException {
            if (value == null) {
                out.write("null".getBytes(UTF_8));
            } else {
                write(value, out, binaries);
            }
        }

        @Override
        public void write(Object value, OutputStream out, BinarySink binaries) throws IOException {
            if (value instanceof RawJson raw) {
                out.write(BinaryJson.onTheWire(raw.text, binaries).getBytes(UTF_8));
            } else {
                JsonText.codec().write(value, out, binaries);
            }
        }

        @Override
        public @Nullable Object read(byte[] json, int from, int to, Type type, List<byte[]> attachments) {
            return JsonText.codec().read(json, from, to, type, attachments);
        }
    }
}
