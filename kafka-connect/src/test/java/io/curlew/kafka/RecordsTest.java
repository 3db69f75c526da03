package io.curlew.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What the rules of the settings make of an event: topic, key, headers and time of its record. */
class RecordsTest {
    private static final SessionId SESSION = new SessionId("https://one.example", "/prices");
    private static final Position AFTER =
            new Position(Instant.ofEpochMilli(1234), Optional.of("o7"), Optional.of(Events.point(7)));

    @Test
    void headersTellWhereAndWhenTheEventCame() throws Unfit {
        Map<String, Object> headers = new LinkedHashMap<>();
        record(Map.of()).headers().forEach(header -> headers.put(header.key(), header.value()));
        assertThat(headers)
                .isEqualTo(Map.of(
                        "socketio.server", "https://one.example",
                        "socketio.namespace", "/prices",
                        "socketio.event", "price",
                        "socketio.offset", "o7",
                        "socketio.received", 1234L));
        assertThat(record(Map.of()).timestamp()).isEqualTo(1234L);
    }

    @Test
    void topicsAreMadeOfNamesAndOfWhatIsInTheArguments() throws Unfit {
        String topic = "feed.${event}.${namespace}.${/0/type}.${/1}";
        assertThat(record(Map.of("topic", topic)).topic()).isEqualTo("feed.price._prices.a_b.7");
    }

    @Test
    void keysAreKeptAsTheyAre() throws Unfit {
        SourceRecord record = record(Map.of("key", "${server} ${/0/type}"));
        assertThat(record.key()).isEqualTo("https://one.example a b");
        assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    }

    @Test
    void whereAPointerFindsNothingThereIsNoKey() throws Unfit {
        assertThat(record(Map.of("key", "${event}-${/0/nothing}")).key()).isNull();
        assertThat(record(Map.of()).key()).isNull();
    }

    private static SourceRecord record(Map<String, String> more) throws Unfit {
        Map<String, String> settings = new HashMap<>(Map.of("servers", "https://one.example", "topic", "events"));
        settings.putAll(more);
        Received event = new Received(
                "price",
                Events.args("2[\"price\",{\"type\":\"a b\"},7]"),
                Optional.of("o7"),
                Optional.of(Events.point(7)),
                Optional.empty());
        return Records.of(new SourceConfig(settings)).event(SESSION, event, AFTER);
    }
}
