package io.curlew.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record of one event. Two events may say the same and are two nevertheless: a worker that keeps records in a map
 * until they are committed would forget to tell of one.
 */
final class EventRecord extends SourceRecord {
    private final Optional<Runnable> ack;

    EventRecord(
            Map<String, String> partition,
            Position after,
            String topic,
            @Nullable String key,
            SchemaAndValue value,
            ConnectHeaders headers,
            Optional<Runnable> ack) {
        super(
                partition,
                after.toMap(),
                topic,
                null,
                key == null ? null : Schema.STRING_SCHEMA,
                key,
                value.schema(),
                value.value(),
                after.at().toEpochMilli(),
                headers);
        this.ack = ack;
    }

    /** Answers the server, if it waits for that. */
    Optional<Runnable> ack() {
        return ack;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
