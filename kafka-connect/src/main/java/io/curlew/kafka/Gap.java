package io.curlew.kafka;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import tools.jackson.databind.json.JsonMapper;

/**
 * Between two places of a session events may be missing from the topics.
 *
 * @param from the last place before the gap, as far as it is known
 * @param to when the session went on
 * @param detail more about it, for people; may be empty
 */
record Gap(SessionId session, GapReason reason, Optional<Position> from, Instant to, String detail) {
    static final Schema SCHEMA = SchemaBuilder.struct()
            .name("io.curlew.kafka.Gap")
            .field("server", Schema.STRING_SCHEMA)
            .field("namespace", Schema.STRING_SCHEMA)
            .field("reason", Schema.STRING_SCHEMA)
            .field("from", Schema.OPTIONAL_INT64_SCHEMA)
            .field("fromOffset", Schema.OPTIONAL_STRING_SCHEMA)
            .field("to", Schema.INT64_SCHEMA)
            .field("detail", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Returns its fields; those of which nothing is known are missing. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("server", session.server());
        fields.put("namespace", session.namespace());
        fields.put("reason", reason.text());
        from.ifPresent(place -> fields.put("from", place.at().toEpochMilli()));
        from.flatMap(Position::offset).ifPresent(offset -> fields.put("fromOffset", offset));
        fields.put("to", to.toEpochMilli());
        if (!detail.isEmpty()) {
            fields.put("detail", detail);
        }
        return fields;
    }

    String json() {
        return JSON.writeValueAsString(fields());
    }

    Struct struct() {
        Struct struct = new Struct(SCHEMA);
        fields().forEach(struct::put);
        return struct;
    }
}
