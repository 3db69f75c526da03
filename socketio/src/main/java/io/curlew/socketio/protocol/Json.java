package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * A piece of JSON text known to be valid, for the protocol's own payloads. {@code toString} tells only its size, since
 * a payload may be a credential.
 */
public final class Json {
    private final byte[] utf8;
    private final int from; // without space around
    private final int to;

    Json(byte[] utf8, int from, int to) {
        this.utf8 = utf8;
        this.from = from;
        this.to = to;
    }

    /**
     * Returns the JSON text.
     *
     * @throws ParseException when it is not valid JSON
     */
    public static Json of(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        JsonParts parts = scanner().scan(utf8, 0, utf8.length, null);
        return new Json(utf8, parts.start(), parts.end());
    }

    /** Returns the text. */
    public String text() {
        return new String(utf8, from, size(), UTF_8);
    }

    /**
     * Returns the beginning of the text, at most so many characters of it, at a cost that does not depend on the rest.
     */
    public String text(int atMost) {
        return new String(utf8, from, JsonText.behind(utf8, from, to, atMost) - from, UTF_8);
    }

    /** Returns how many bytes the text has in UTF-8. */
    public int size() {
        return to - from;
    }

    /** Returns whether this is a JSON object. */
    public boolean isObject() {
        return utf8[from] == '{';
    }

    boolean isString() {
        return utf8[from] == '"';
    }

    /** Returns a field of this object (the last of that name); empty when this is no object or has no such field. */
    public Optional<Json> field(String name) {
        if (!isObject()) {
            return Optional.empty();
        }
        JsonScanner scanner = scanner();
        return scanner.find(utf8, from, to, name)
                ? Optional.of(new Json(utf8, scanner.wantedStart(), scanner.wantedEnd()))
                : Optional.empty();
    }

    /** Returns the string's value, unescaped; empty when this is no string. */
    public Optional<String> asString() {
        return isString() ? Optional.of(JsonText.unquote(utf8, from, to)) : Optional.empty();
    }

    /**
     * Returns the beginning of the string's value, at most so many characters of it, at a cost that does not depend on
     * how long it is; empty when this is no string.
     */
    public Optional<String> asString(int atMost) {
        return isString() ? Optional.of(JsonText.beginning(utf8, from, to, atMost)) : Optional.empty();
    }

    private static JsonScanner scanner() {
        return new JsonScanner(ParserLimits.defaults());
    }

    @Override
    public String toString() {
        return "JSON of " + size() + " bytes";
    }
}
