package io.curlew.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What is emitted for a record. */
record Emission(String namespace, String event, List<@Nullable Object> args) {
    static final String DATA = "data";
    static final String JSON = "json";

    /** The rules by which records become events. */
    record Rules(Template namespace, Template event, boolean json, boolean key) {
        static Rules of(SinkConfig config) {
            return new Rules(
                    config.namespace(),
                    config.event(),
                    config.getString(SinkConfig.VALUE_FORMAT).equals(JSON),
                    config.getBoolean(SinkConfig.IDEMPOTENCY_KEY));
        }
    }

    /**
     * Returns what to emit.
     *
     * @throws Unfit when the record has no key where the rules need one, or a value that no event can have
     */
    static Emission of(SinkRecord record, Rules rules) throws Unfit {
        List<@Nullable Object> args = new ArrayList<>();
        args.add(rules.json() ? parsed(record.value()) : plain(record.valueSchema(), record.value()));
        if (rules.key()) {
            args.add(place(record));
        }
        return new Emission(fill(rules.namespace(), record), fill(rules.event(), record), args);
    }

    /** Returns where the record is stored: what a transformation calls it, it may call another one, too. */
    static String place(SinkRecord record) {
        return record.originalTopic() + "-" + record.originalKafkaPartition() + "-" + record.originalKafkaOffset();
    }

    private static String fill(Template template, SinkRecord record) throws Unfit {
        if (template.has("key")) {
            requireText(record.key());
        }
        return template.fill(
                        name -> switch (name) {
                            case "topic" -> record.topic();
                            case "partition" -> String.valueOf(record.kafkaPartition());
                            default -> String.valueOf(record.key());
                        },
                        pointer -> {
                            throw new IllegalStateException("No pointer is allowed here");
                        })
                .orElseThrow();
    }

    private static void requireText(@Nullable Object key) throws Unfit {
        if (key == null) {
            throw new Unfit("the record has no key, which the rule for the namespace or the event needs");
        }
        if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
            throw new Unfit("the record's key is neither text nor number, as the rule for the namespace or the event"
                    + " needs it: StringConverter makes it text");
        }
    }

    private static @Nullable Object parsed(@Nullable Object value) throws Unfit {
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw new Unfit("the value is not a string with JSON: use StringConverter");
        }
        try {
            JsonNode node = Pointer.MAPPER.readTree(text);
            if (!node.isMissingNode()) {
                return node;
            }
        } catch (JacksonException broken) {
            throw new Unfit("the value is not valid JSON"); // the message of the cause may quote it
        }
        throw new Unfit("the value is an empty string, which is not valid JSON");
    }

    /** Returns Connect's data as what an event may have: times as numbers, in the unit of their type. */
    private static @Nullable Object plain(@Nullable Schema schema, @Nullable Object value) throws Unfit {
        if (value instanceof Struct struct) {
            return fields(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return entries(schema, map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (Object element : list) {
                elements.add(plain(schema == null ? null : schema.valueSchema(), element));
            }
            return elements;
        }
        return value instanceof java.util.Date date ? number(schema, date) : value;
    }

    @SuppressWarnings("JavaUtilDate") // Connect has it so
    private static Number number(@Nullable Schema schema, java.util.Date date) {
        String name = schema == null ? "" : String.valueOf(schema.name());
        return switch (name) {
            case Date.LOGICAL_NAME -> Date.fromLogical(schema, date);
            case Time.LOGICAL_NAME -> Time.fromLogical(schema, date);
            default -> date.getTime();
        };
    }

    private static Map<String, @Nullable Object> fields(Struct struct) throws Unfit {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            fields.put(field.name(), plain(field.schema(), struct.get(field)));
        }
        return fields;
    }

    private static Map<String, @Nullable Object> entries(@Nullable Schema schema, Map<?, ?> map) throws Unfit {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new Unfit("the value contains a map whose keys are not strings, which JSON can't express");
            }
            entries.put(name, plain(schema == null ? null : schema.valueSchema(), entry.getValue()));
        }
        return entries;
    }
}
