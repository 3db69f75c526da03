package io.curlew.socketio.jackson;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** A few parsers to be used again, by whichever threads come. */
final class ValueParsers {
    private static final int PLACES = 8; // a power of two

    private final AtomicReferenceArray<@Nullable ValueParser> free = new AtomicReferenceArray<>(PLACES);
    private final JsonMapper mapper;

    ValueParsers(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Reads the one value in a range of bytes with a reader of the mapper. */
    @Nullable
    Object read(ObjectReader reader, byte[] json, int from, int to) {
        int place = (int) Thread.currentThread().getId() & (PLACES - 1);
        ValueParser mine = free.getAndSet(place, null);
        ValueParser parser = mine == null ? new ValueParser(mapper) : mine;
        boolean reusable = false;
        try {
            Object value = parser.read(reader, json, from, to);
            reusable = parser.isReusable() && free.compareAndSet(place, null, parser);
            return value;
        } finally {
            if (!reusable) {
                parser.close();
            }
        }
    }
}
