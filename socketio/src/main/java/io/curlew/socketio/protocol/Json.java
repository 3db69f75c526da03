package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A piece of valid JSON text: a payload of the protocol, or an argument that is passed on unchanged, with the binary
 * data to which its placeholders refer. As an argument of an event it is sent as the value that it contains.
 * {@code toString} shows only its size, because a payload may be a credential.
 */
public final class Json {
    private final byte[] utf8;
    private final int from; // without space around
    private final int to;
    private final List<byte[]> attachments; // by the num of their placeholders
    private final Optional<JsonCodec> codec; // empty for the one that is found

    Json(byte[] utf8, int from, int to, List<byte[]> attachments, Optional<JsonCodec> codec) {
        this.utf8 = utf8;
        this.from = from;
        this.to = to;
        this.attachments = attachments;
        this.codec = codec;
    }

    /**
     * Returns the JSON text. Unpaired surrogates, which UTF-8 cannot express, become escapes.
     *
     * @throws ParseException if it is not valid JSON
     */
    public static Json of(String text) {
        byte[] utf8 = JsonText.withSurrogatesEscaped(text).getBytes(UTF_8);
        JsonParts parts = scanner().scan(utf8, 0, utf8.length, null);
        return new Json(utf8, parts.start(), parts.end(), List.of(), Optional.empty());
    }

    /** Returns the text. */
    public String text() {
        return new String(utf8, from, size(), UTF_8);
    }

    /**
     * Returns the text, to be sent with other values: {@code binaries} receives each attachment to which the text
     * refers, and the placeholders have the numbers that it returns.
     */
    public String text(JsonCodec.BinarySink binaries) {
        if (attachments.isEmpty()) {
            return text();
        }
        Placeholders found = Placeholders.find(utf8, from, to);
        StringBuilder text = new StringBuilder(size());
        int done = from;
        for (int i = 0; i < found.count(); i++) {
            int num = binaries.add(ByteBuffer.wrap(attachments.get(found.num(i))));
            text.append(new String(utf8, done, found.start(i) - done, UTF_8))
                    .append("{\"_placeholder\":true,\"num\":")
                    .append(num)
                    .append('}');
            done = found.end(i);
        }
        return text.append(new String(utf8, done, to - done, UTF_8)).toString();
    }

    /**
     * Returns the beginning of the text, at most the given number of characters, at a cost that does not depend on the
     * rest.
     */
    public String text(int atMost) {
        return new String(utf8, from, JsonText.behind(utf8, from, to, atMost) - from, UTF_8);
    }

    /** Returns the size of the text in bytes of UTF-8. */
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

    /** Returns a field of this object, the last with that name; empty if this is not an object or has no such field. */
    public Optional<Json> field(String name) {
        if (!isObject()) {
            return Optional.empty();
        }
        JsonScanner scanner = scanner();
        return scanner.find(utf8, from, to, name)
                ? Optional.of(new Json(utf8, scanner.wantedStart(), scanner.wantedEnd(), attachments, codec))
                : Optional.empty();
    }

    /** Returns the string's value, unescaped; empty if this is not a string. */
    public Optional<String> asString() {
        return isString() ? Optional.of(JsonText.unquote(utf8, from, to)) : Optional.empty();
    }

    /**
     * Returns the beginning of the string's value, at most the given number of characters, at a cost that does not
     * depend on its length; empty if this is not a string.
     */
    public Optional<String> asString(int atMost) {
        return isString() ? Optional.of(JsonText.beginning(utf8, from, to, atMost)) : Optional.empty();
    }

    /**
     * Converts the value, as {@link Args#get(int, Class)} does.
     *
     * @throws ConversionException if it is null or does not fit the type
     */
    public <T> T as(Class<T> type) {
        return convert(type);
    }

    /** Converts the value to a generic type; see {@link #as(Class)}. */
    public <T> T as(TypeRef<T> type) {
        return convert(type.type());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the codec promises it
    private <T> T convert(Type type) {
        T value = (T) codec.orElseGet(JsonCodec::load).read(utf8, from, to, type, attachments);
        if (value == null) {
            throw new ConversionException("The JSON value is null, so it can't be read as " + type.getTypeName());
        }
        return value;
    }

    private static JsonScanner scanner() {
        return new JsonScanner(ParserLimits.defaults());
    }

    @Override
    public String toString() {
        return "JSON of " + size() + " bytes";
    }
}
