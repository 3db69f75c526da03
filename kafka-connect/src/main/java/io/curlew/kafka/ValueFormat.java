package io.curlew.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.Args;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the values of records look like. */
interface ValueFormat {
    String JSON = "json";
    String SCHEMALESS = "schemaless";
    String STRUCT = "struct";
    String BYTES = "bytes";

    /**
     * Returns the value for an event.
     *
     * @throws Unfit when its arguments don't make one
     */
    SchemaAndValue of(Args args) throws Unfit;

    /** Returns the value of a gap record. */
    SchemaAndValue of(Gap gap);

    /**
     * Returns a format.
     *
     * @throws IllegalArgumentException if the schema is not valid
     */
    static ValueFormat of(String name, Pointer pointer, String schema) {
        if (!name.equals(STRUCT) && !schema.isBlank()) {
            throw new IllegalArgumentException("a schema is only for " + STRUCT + ", and the format is " + name);
        }
        return switch (name) {
            case JSON -> new JsonText(pointer);
            case BYTES -> new Bytes(pointer);
            case SCHEMALESS -> new Schemaless(pointer);
            case STRUCT -> new Structs(pointer, schema);
            default -> throw new IllegalArgumentException("There is no format " + name);
        };
    }

    private static String json(Pointer pointer, Args args) throws Unfit {
        return pointer.json(args).orElseThrow(() -> nothingAt(pointer));
    }

    private static Unfit nothingAt(Pointer pointer) {
        return new Unfit("there is no argument at the pointer " + pointer);
    }

    /** JSON in a string. */
    record JsonText(Pointer pointer) implements ValueFormat {
        @Override
        public SchemaAndValue of(Args args) throws Unfit {
            return new SchemaAndValue(Schema.STRING_SCHEMA, json(pointer, args));
        }

        @Override
        public SchemaAndValue of(Gap gap) {
            return new SchemaAndValue(Schema.STRING_SCHEMA, gap.json());
        }
    }

    /** Binary as it is, anything else as JSON in UTF-8. */
    record Bytes(Pointer pointer) implements ValueFormat {
        @Override
        public SchemaAndValue of(Args args) throws Unfit {
            Optional<byte[]> binary = pointer.binary(args);
            byte[] bytes =
                    binary.isPresent() ? binary.get() : json(pointer, args).getBytes(UTF_8);
            return new SchemaAndValue(Schema.BYTES_SCHEMA, bytes);
        }

        @Override
        public SchemaAndValue of(Gap gap) {
            return new SchemaAndValue(Schema.BYTES_SCHEMA, gap.json().getBytes(UTF_8));
        }
    }

    /** What Connect calls schemaless data. */
    record Schemaless(Pointer pointer) implements ValueFormat {
        @Override
        public SchemaAndValue of(Args args) throws Unfit {
            JsonNode node = pointer.node(args).orElseThrow(() -> nothingAt(pointer));
            return new SchemaAndValue(null, SchemalessReader.read(node));
        }

        @Override
        public SchemaAndValue of(Gap gap) {
            return new SchemaAndValue(null, gap.fields());
        }
    }

    /** Data with the user's schema. */
    final class Structs implements ValueFormat {
        private final Pointer pointer;
        private final Schema schema;

        Structs(Pointer pointer, String schema) {
            this.pointer = pointer;
            this.schema = schema(schema);
        }

        /** Connect's converter reads a schema only with a value that has it. */
        private static Schema schema(String json) {
            try (JsonConverter converter = new JsonConverter()) {
                if (!Pointer.MAPPER.readTree(json).isObject()) {
                    throw new IllegalArgumentException("a schema is a JSON object");
                }
                converter.configure(Map.of("schemas.enable", true), false);
                String array = "{\"schema\":{\"type\":\"array\",\"items\":" + json + "},\"payload\":[]}";
                Schema read = converter.toConnectData("", array.getBytes(UTF_8)).schema();
                SchemaRules.require(read.valueSchema());
                return read.valueSchema();
            } catch (JacksonException broken) {
                throw new IllegalArgumentException("this is not JSON", broken);
            } catch (DataException noSchema) {
                throw new IllegalArgumentException(Failures.opening(noSchema), noSchema);
            }
        }

        @Override
        public SchemaAndValue of(Args args) throws Unfit {
            JsonNode node = pointer.node(args).orElse(MissingNode.getInstance());
            return new SchemaAndValue(schema, SchemaReader.read(schema, node));
        }

        @Override
        public SchemaAndValue of(Gap gap) {
            return new SchemaAndValue(Gap.SCHEMA, gap.struct());
        }
    }
}
