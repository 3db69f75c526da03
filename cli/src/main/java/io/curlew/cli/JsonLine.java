package io.curlew.cli;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.Args;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of the format in which all commands print and read: an object of JSON. docs/cli-format.md describes it for
 * those who write programs, in the same order.
 */
final class JsonLine {
    /** With time, namespace and socket, where and when a line comes from: piped on with it, they say nothing. */
    private static final Set<String> KNOWN = Set.of("event", "ack", "args", "error", "time", "namespace", "socket");

    private static final Set<String> OF_MESSAGE = Set.of("message", "time");

    /** One that surely fits a {@code long}. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");

    private final StringBuilder fields = new StringBuilder();

    /** What a line asks for that is read. */
    sealed interface Request {}

    /** An event to emit, with the number under which an answer is wanted. */
    record Emit(String event, OptionalLong ack, List<RawJson> args) implements Request {}

    /** The answer to an event that came with that number. */
    record Answer(long ack, List<RawJson> args) implements Request {}

    /** Why there is no answer to the event that came with that number. */
    record NoAnswer(long ack, String why) implements Request {}

    JsonLine time(Instant time) {
        return text("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    JsonLine namespace(String name) {
        return text("namespace", name);
    }

    JsonLine socket(String id) {
        return text("socket", id);
    }

    JsonLine event(String name) {
        return text("event", name);
    }

    JsonLine ack(long number) {
        return raw("ack", Long.toString(number));
    }

    JsonLine args(Args args) {
        return raw("args", JsonText.array(args));
    }

    JsonLine error(String message) {
        return text("error", message);
    }

    JsonLine exit(int code) {
        return raw("exit", Integer.toString(code));
    }

    /** Adds what a refusal brought along, which is JSON. */
    JsonLine data(String json) {
        return raw("data", json);
    }

    JsonLine hint(String text) {
        return text("hint", text);
    }

    JsonLine note(String text) {
        return text("note", text);
    }

    /** Adds what an Engine.IO message carries. */
    JsonLine message(EngineData data) {
        return raw("message", JsonText.of(data.isText() ? data.text() : data.array()));
    }

    private JsonLine text(String name, String value) {
        return raw(name, JsonText.of(value));
    }

    private JsonLine raw(String name, String json) {
        fields.append(fields.isEmpty() ? "{\"" : ",\"")
                .append(name)
                .append("\":")
                .append(json);
        return this;
    }

    @Override
    public String toString() {
        return fields + "}";
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is not of this format; says why
     */
    static Request parse(String line) {
        return request(object(line, KNOWN));
    }

    private static Request request(Map<String, RawJson> fields) {
        Optional<Long> ack = Optional.ofNullable(fields.get("ack")).map(JsonLine::number);
        List<RawJson> args = list(fields, "args");
        if (fields.containsKey("event") && fields.containsKey("error")) {
            throw new IllegalArgumentException("both \"event\" and \"error\"");
        }
        if (fields.containsKey("event")) {
            OptionalLong wanted = ack.map(OptionalLong::of).orElseGet(OptionalLong::empty);
            return new Emit(string(fields, "event"), wanted, args);
        }
        long answered = ack.orElseThrow(() -> new IllegalArgumentException("no \"event\" and no \"ack\""));
        return fields.containsKey("error")
                ? new NoAnswer(answered, string(fields, "error"))
                : new Answer(answered, args);
    }

    /**
     * Reads the line of an Engine.IO message.
     *
     * @throws IllegalArgumentException when it is not of this format; says why
     */
    static EngineData parseMessage(String line) {
        return Optional.ofNullable(object(line, OF_MESSAGE).get("message"))
                .flatMap(JsonLine::message)
                .orElseThrow(() -> new IllegalArgumentException("\"message\" is neither text nor binary"));
    }

    private static Optional<EngineData> message(RawJson json) {
        return json.string()
                .map(EngineData::text)
                .or(() -> BinaryJson.bytes(json.text()).map(EngineData::binary));
    }

    /**
     * Returns the string in a field.
     *
     * @throws IllegalArgumentException when it holds something else
     */
    static String string(Map<String, RawJson> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .flatMap(RawJson::string)
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not a string"));
    }

    /**
     * Returns the fields of an object, of which there may be no others than these.
     *
     * @throws IllegalArgumentException when there are, or when it is no object
     */
    static Map<String, RawJson> object(String line, Set<String> known) {
        RawJson json = RawJson.find(line).orElseThrow(() -> new IllegalArgumentException("not JSON"));
        if (!json.isObject()) {
            throw new IllegalArgumentException("not an object of JSON");
        }
        Map<String, RawJson> fields = json.fields();
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("an unknown field " + JsonText.of(name));
            }
        }
        return fields;
    }

    private static long number(RawJson json) {
        if (WHOLE_NUMBER.matcher(json.text()).matches()) {
            return Long.parseLong(json.text());
        }
        throw new IllegalArgumentException("\"ack\" is not a whole number");
    }

    /**
     * Returns what the array in a field holds; nothing when there is no such field.
     *
     * @throws IllegalArgumentException when the field holds something else
     */
    static List<RawJson> list(Map<String, RawJson> fields, String name) {
        RawJson json = fields.get(name);
        if (json != null && !json.isArray()) {
            throw new IllegalArgumentException("\"" + name + "\" is not an array");
        }
        return json == null ? List.of() : json.elements();
    }
}
