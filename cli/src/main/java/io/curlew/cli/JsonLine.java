package io.curlew.cli;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of the format in which all commands print and read: an object of JSON. docs/cli-format.md describes it for
 * those who write programs, in the same order.
 */
final class JsonLine {
    /** With time, namespace and socket, where and when a line comes from: piped on with it, they say nothing. */
    private static final Set<String> KNOWN = Set.of("event", "ack", "args", "error", "time", "namespace", "socket");

    private static final Set<String> OF_MESSAGE = Set.of("message", "time");

    private final StringBuilder fields = new StringBuilder();

    /** What a line asks for that is read. */
    sealed interface Request {}

    /** An event to emit, with the number under which an answer is wanted. */
    record Emit(String event, OptionalLong ack, List<@Nullable Object> args) implements Request {}

    /** The answer to an event that came with that number. */
    record Answer(long ack, List<@Nullable Object> args) implements Request {}

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
        Map<?, ?> object = object(line, KNOWN);
        OptionalLong ack = number(object.get("ack"), object.containsKey("ack"));
        List<@Nullable Object> args = list(object, "args");
        if (object.containsKey("event") && object.containsKey("error")) {
            throw new IllegalArgumentException("both \"event\" and \"error\"");
        }
        if (object.containsKey("event")) {
            return new Emit(string(object, "event"), ack, args);
        }
        long answered = ack.orElseThrow(() -> new IllegalArgumentException("no \"event\" and no \"ack\""));
        return object.containsKey("error")
                ? new NoAnswer(answered, string(object, "error"))
                : new Answer(answered, args);
    }

    /**
     * Reads the line of an Engine.IO message.
     *
     * @throws IllegalArgumentException when it is not of this format; says why
     */
    static EngineData parseMessage(String line) {
        Object message = object(line, OF_MESSAGE).get("message");
        if (message instanceof byte[] bytes) {
            return EngineData.binary(bytes);
        }
        if (message instanceof String text) {
            return EngineData.text(text);
        }
        throw new IllegalArgumentException("\"message\" is neither text nor binary");
    }

    private static String string(Map<?, ?> object, String name) {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("\"" + name + "\" is not a string");
    }

    /** Returns the fields of an object, of which there may be no others than these. */
    static Map<?, ?> object(String line, Set<String> known) {
        if (!(json(line) instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException("not an object of JSON");
        }
        for (Object name : object.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("an unknown field " + JsonText.of(name));
            }
        }
        return object;
    }

    private static @Nullable Object json(String line) {
        try {
            return JsonText.parse(line);
        } catch (ParseException notJson) {
            throw new IllegalArgumentException("not JSON", notJson);
        }
    }

    private static OptionalLong number(@Nullable Object value, boolean given) {
        if (value instanceof Integer || value instanceof Long) {
            return OptionalLong.of(((Number) value).longValue());
        }
        if (given) {
            throw new IllegalArgumentException("\"ack\" is not a whole number");
        }
        return OptionalLong.empty();
    }

    /** Returns what an array holds; nothing when there is no such field. */
    static List<@Nullable Object> list(Map<?, ?> object, String name) {
        if (!object.containsKey(name)) {
            return List.of();
        }
        if (object.get(name) instanceof List<?> list) {
            return new ArrayList<@Nullable Object>(list);
        }
        throw new IllegalArgumentException("\"" + name + "\" is not an array");
    }
}
