package io.curlew.kafka;

import io.curlew.socketio.client.RecoveryPoint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a session has come: what Connect stores as its source offset, in one transaction with the record that brought
 * it there when the worker supports that.
 *
 * @param at when the last record was made
 * @param offset the server's offset of the last event that had one
 * @param point where the server can go on; empty when it offers no recovery, or has sent no event with an offset
 */
record Position(Instant at, Optional<String> offset, Optional<RecoveryPoint> point) {
    private static final String AT = "at";
    private static final String OFFSET = "offset";
    private static final String POINT = "point";

    Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(AT, at.toEpochMilli());
        offset.ifPresent(text -> fields.put(OFFSET, text));
        point.ifPresent(place -> fields.put(POINT, place.text()));
        return fields;
    }

    /**
     * Reads what {@link #toMap} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Position of(Map<String, ?> fields) {
        if (!(fields.get(AT) instanceof Number at)) {
            throw new IllegalArgumentException("the field \"" + AT + "\", a time in milliseconds, is missing");
        }
        return new Position(
                Instant.ofEpochMilli(at.longValue()),
                text(fields, OFFSET),
                text(fields, POINT).map(RecoveryPoint::parse));
    }

    private static Optional<String> text(Map<String, ?> fields, String name) {
        Object value = fields.get(name);
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException("the field \"" + name + "\" is not a string");
        }
        return Optional.ofNullable((String) value);
    }

    /** Without the recovery point, which is a secret. */
    @Override
    public String toString() {
        return at + offset.map(text -> ", offset " + text).orElse("");
    }
}
