package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The schema of {@code docs/cli-format.md}, with as much of JSON Schema as that uses. */
final class Schema {
    private static final Path PAGE = Path.of("..", "docs", "cli-format.md");
    private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);
    private static final Set<String> UNDERSTOOD = Set.of(
            "$schema",
            "$defs",
            "$ref",
            "title",
            "type",
            "format",
            "pattern",
            "contentEncoding",
            "properties",
            "required",
            "additionalProperties",
            "anyOf");

    private final Map<?, ?> root;
    private final Set<String> seen = new TreeSet<>();

    private Schema(Map<?, ?> root) {
        this.root = root;
    }

    static Schema ofThePage() throws IOException {
        var block = BLOCK.matcher(Files.readString(PAGE));
        if (!block.find()) {
            throw new AssertionError("There is no schema on " + PAGE);
        }
        return new Schema((Map<?, ?>) Objects.requireNonNull(json(block.group(1))));
    }

    /** Reads JSON as it is: {@code $binary} means nothing here. */
    private static @Nullable Object json(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return JsonText.codec().read(utf8, 0, utf8.length, Object.class, List.of());
    }

    /** Returns the names of a line's fields that the schema knows. */
    Set<String> fields() {
        Set<String> names = new TreeSet<>();
        ((Map<?, ?>) Objects.requireNonNull(root.get("properties"))).keySet().forEach(name -> names.add((String) name));
        return names;
    }

    /** Returns the names of all fields of the lines so far. */
    Set<String> seen() {
        return seen;
    }

    void check(String line) {
        Object value = json(line);
        if (!allows(root, value)) {
            throw new AssertionError("The schema does not allow " + line);
        }
        ((Map<?, ?>) Objects.requireNonNull(value)).keySet().forEach(name -> seen.add((String) name));
    }

    private boolean allows(@Nullable Object schema, @Nullable Object value) {
        if (!(schema instanceof Map<?, ?> words)) {
            return Boolean.TRUE.equals(schema);
        }
        if (!UNDERSTOOD.containsAll(words.keySet())) {
            throw new AssertionError("One of " + words.keySet() + " is not checked");
        }
        return words.keySet().stream().allMatch(word -> allows(words, (String) word, value));
    }

    private boolean allows(Map<?, ?> schema, String word, @Nullable Object value) {
        Object wanted = schema.get(word);
        return switch (word) {
            case "type" -> isOf((String) wanted, value);
            case "pattern" ->
                Pattern.compile((String) wanted).matcher(String.valueOf(value)).find();
            case "anyOf" -> ((List<?>) wanted).stream().anyMatch(one -> allows(one, value));
            case "required" ->
                value instanceof Map<?, ?> object && object.keySet().containsAll((List<?>) wanted);
            case "$ref" -> allows(definition((String) wanted), value);
            case "properties" -> allowsEach((Map<?, ?>) wanted, value);
            case "additionalProperties" ->
                value instanceof Map<?, ?> object
                        && ((Map<?, ?>) schema.get("properties")).keySet().containsAll(object.keySet());
            default -> true;
        };
    }

    private static boolean isOf(String type, @Nullable Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            default -> throw new AssertionError(type);
        };
    }

    private boolean allowsEach(Map<?, ?> properties, @Nullable Object value) {
        return value instanceof Map<?, ?> object
                && properties.entrySet().stream()
                        .filter(property -> object.containsKey(property.getKey()))
                        .allMatch(property -> allows(property.getValue(), object.get(property.getKey())));
    }

    private @Nullable Object definition(String reference) {
        return ((Map<?, ?>) Objects.requireNonNull(root.get("$defs"))).get(reference.replace("#/$defs/", ""));
    }
}
