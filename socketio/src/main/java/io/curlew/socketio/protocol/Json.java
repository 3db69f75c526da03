package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/**
 * A piece of JSON text known to be valid, for the protocol's own payloads. {@code toString} tells only its size, since a
 * payload may be a credential.
 */
public final class Json {
    private final byte[] utf8; // without space around

    Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * Returns the JSON text.
     *
     * @throws ParseException when it is not valid JSON
     */
    public static Json of(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        JsonParts parts = scan(utf8);
        return new Json(Arrays.copyOfRange(utf8, parts.start(), parts.end()));
    }

    /** Returns the text. */
    public String text() {
        return new String(utf8, UTF_8);
    }

    /** Returns whether this is a JSON object. */
    public boolean isObject() {
        return utf8[0] == '{';
    }

    /** Returns a field of this object (the last of that name); empty when this is no object or has no such field. */
    public Optional<Json> field(String name) {
        if (!isObject()) {
            return Optional.empty();
        }
        JsonParts parts = scan(utf8);
        for (int key = parts.size() - 2; key >= 0; key -= 2) {
            if (JsonText.unquote(utf8, parts.start(key), parts.end(key)).equals(name)) {
                return Optional.of(new Json(Arrays.copyOfRange(utf8, parts.start(key + 1), parts.end(key + 1))));
            }
        }
        return Optional.empty();
    }

    /** Returns the string's value, unescaped; empty when this is no string. */
    public Optional<String> asString() {
        return utf8[0] == '"' ? Optional.of(JsonText.unquote(utf8, 0, utf8.length)) : Optional.empty();
    }

    private static JsonParts scan(byte[] utf8) {
        return new JsonScanner(ParserLimits.defaults()).scan(utf8, 0, utf8.length, null);
    }

    @Override
    public String toString() {
        return "JSON of " + utf8.length + " bytes";
    }
}
