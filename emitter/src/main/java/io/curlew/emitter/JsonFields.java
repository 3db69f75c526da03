package io.curlew.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A value of an answer in JSON. */
record JsonFields(Json json) implements Fields {
    private static final int MOST_DIGITS = 18; // so many always fit
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1," + MOST_DIGITS + "}");

    static JsonFields of(byte[] message) {
        return new JsonFields(Json.of(new String(message, UTF_8)));
    }

    @Override
    public Optional<JsonFields> field(String name) {
        return json.field(name).map(JsonFields::new);
    }

    @Override
    public Optional<String> text() {
        return json.asString();
    }

    @Override
    public OptionalLong integer() {
        String text = json.text(MOST_DIGITS + 2);
        return INTEGER.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    @Override
    public void writeTo(StringBuilder out, List<byte[]> attachments, long maxChars) {
        if (json.size() > maxChars) {
            throw new TooLargeException(maxChars);
        }
        out.append(json.text());
    }
}
