package io.curlew.kafka;

import io.curlew.socketio.jackson.JacksonJsonCodec;
import io.curlew.socketio.protocol.Args;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.StringJoiner;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;

/**
 * A JSON pointer (RFC 6901) into an event's arguments: {@code /0} is the first, {@code /0/id} a field of it, and the
 * empty one is the array of all.
 */
final class Pointer {
    /** Keeps numbers as they are. */
    static final JsonMapper MAPPER = JacksonJsonCodec.mapperBuilder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Where this text does not occur in an argument's JSON no attachment does. */
    private static final String PLACEHOLDER = "\"_placeholder\"";

    private final JsonPointer whole;
    private final JsonPointer inside;

    private Pointer(JsonPointer whole) {
        this.whole = whole;
        this.inside = whole.matches() ? whole : whole.tail();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not a pointer, or does not begin with the number of an argument
     */
    static Pointer parse(String text) {
        JsonPointer pointer = JsonPointer.compile(text); // throws IllegalArgumentException
        if (!pointer.matches() && pointer.getMatchingIndex() < 0) {
            throw new IllegalArgumentException(
                    "a pointer begins with the number of an argument, such as /0, or is empty");
        }
        return new Pointer(pointer);
    }

    /** Returns the JSON text of what is there, with binary as base64 strings; empty when nothing is. */
    Optional<String> json(Args args) {
        if (whole.matches()) {
            return Optional.of(all(args));
        }
        int index = whole.getMatchingIndex();
        if (index >= args.size()) {
            return Optional.empty();
        }
        return inside.matches()
                ? Optional.of(argument(args, index))
                : node(args).map(Pointer::write);
    }

    /** Returns the bytes of what is there, if that is binary. */
    Optional<byte[]> binary(Args args) {
        int index = whole.getMatchingIndex();
        if (whole.matches() || index >= args.size()) {
            return Optional.empty();
        }
        if (inside.matches()) {
            return args.isBinary(index) ? Optional.of(bytes(args.binary(index))) : Optional.empty();
        }
        return node(args).filter(JsonNode::isBinary).map(JsonNode::binaryValue);
    }

    /** Returns the text of a string, and the JSON text of anything else; empty for null and where nothing is. */
    Optional<String> text(Args args) {
        return node(args)
                .filter(node -> !node.isNull())
                .map(node -> node.isString() ? node.stringValue() : write(node));
    }

    /** Returns what is there, with binary as such; empty where nothing is. */
    Optional<JsonNode> node(Args args) {
        if (whole.matches()) {
            ArrayNode all = MAPPER.createArrayNode();
            for (int index = 0; index < args.size(); index++) {
                all.add(argument(args, index, JsonPointer.empty()));
            }
            return Optional.of(all);
        }
        int index = whole.getMatchingIndex();
        return index >= args.size()
                ? Optional.empty()
                : Optional.of(argument(args, index, inside)).filter(node -> !node.isMissingNode());
    }

    private static JsonNode argument(Args args, int index, JsonPointer inside) {
        return args.find(index, JsonNode.class).orElse(NullNode.getInstance()).at(inside);
    }

    private static String all(Args args) {
        StringJoiner joined = new StringJoiner(",", "[", "]");
        for (int index = 0; index < args.size(); index++) {
            joined.add(argument(args, index));
        }
        return joined.toString();
    }

    private static String argument(Args args, int index) {
        if (args.isBinary(index)) {
            return '"' + Base64.getEncoder().encodeToString(bytes(args.binary(index))) + '"';
        }
        String json = args.json(index);
        return json.contains(PLACEHOLDER) ? write(args.get(index, JsonNode.class)) : json;
    }

    private static byte[] bytes(ByteBuffer view) {
        byte[] copy = new byte[view.remaining()];
        view.get(copy);
        return copy;
    }

    private static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    @Override
    public String toString() {
        return whole.toString();
    }
}
