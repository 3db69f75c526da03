package io.curlew.kafka;

import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** What a schema must be like so that {@link SchemaReader} can read by it. */
final class SchemaRules {
    /** Connect itself takes any type under such a name, and fails when it gets a value. */
    private static final Map<String, Schema.Type> LOGICAL = Map.of(
            Decimal.LOGICAL_NAME, Schema.Type.BYTES,
            Timestamp.LOGICAL_NAME, Schema.Type.INT64,
            Time.LOGICAL_NAME, Schema.Type.INT32,
            Date.LOGICAL_NAME, Schema.Type.INT32);

    private SchemaRules() {}

    /** @throws IllegalArgumentException if it is not; the message names the path inside it */
    static void require(Schema schema) {
        require(schema, "");
    }

    private static void require(Schema schema, String path) {
        requireLogical(schema, path);
        switch (schema.type()) {
            case MAP -> {
                if (schema.keySchema().type() != Schema.Type.STRING) {
                    throw wrong("the keys of JSON objects are texts, so those of a map must be", path);
                }
                require(schema.valueSchema(), path + "/*");
            }
            case ARRAY -> require(schema.valueSchema(), path + "/*");
            case STRUCT -> {
                for (Field field : schema.fields()) {
                    require(field.schema(), path + "/" + field.name());
                }
            }
            default -> {}
        }
    }

    private static void requireLogical(Schema schema, String path) {
        String name = schema.name() == null ? "" : schema.name();
        Schema.Type type = LOGICAL.getOrDefault(name, schema.type());
        if (schema.type() != type) {
            throw wrong(
                    name + " is of type " + type.getName() + ", and not "
                            + schema.type().getName(),
                    path);
        }
        if (name.equals(Decimal.LOGICAL_NAME) && !hasScale(schema)) {
            throw wrong(name + " needs the parameter " + Decimal.SCALE_FIELD + ", a whole number in a string", path);
        }
    }

    private static boolean hasScale(Schema schema) {
        try {
            Map<String, String> parameters = schema.parameters() == null ? Map.of() : schema.parameters();
            int unused = Integer.parseInt(parameters.getOrDefault(Decimal.SCALE_FIELD, ""));
            return true;
        } catch (NumberFormatException none) {
            return false;
        }
    }

    private static IllegalArgumentException wrong(String what, String path) {
        return new IllegalArgumentException(what + " (at " + SchemaReader.at(path) + ")");
    }
}
