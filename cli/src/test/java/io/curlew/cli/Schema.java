package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema of {@code docs/cli-format.md}, and which of its fields lines have had. */
final class Schema {
    private static final Path PAGE = Path.of("..", "docs", "cli-format.md");
    private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

    private final JsonNode text;
    private final com.networknt.schema.Schema rules;
    private final Set<String> seen = new TreeSet<>();

    private Schema(JsonNode text) {
        this.text = text;
        this.rules = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }

    static Schema ofThePage() throws IOException {
        var block = BLOCK.matcher(Files.readString(PAGE));
        if (!block.find()) {
            throw new AssertionError("There is no schema on " + PAGE);
        }
        return new Schema(JsonMapper.shared().readTree(block.group(1)));
    }

    /** Returns the names of a line's fields that the schema knows. */
    Set<String> fields() {
        return new TreeSet<>(text.get("properties").propertyNames());
    }

    /** Returns the names of all fields of the lines so far. */
    Set<String> seen() {
        return seen;
    }

    void check(String line) {
        JsonNode value = JsonMapper.shared().readTree(line);
        assertThat(rules.validate(value)).as(line).isEmpty();
        seen.addAll(value.propertyNames());
    }
}
