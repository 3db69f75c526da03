package io.curlew.kafka;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.ConversionException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of events and of gaps, by the rules of the settings. */
final class Records {
    private static final String PREFIX = "socketio.";

    private final Template topic;
    private final Template key;
    private final ValueFormat format;
    private final String gapTopic;

    Records(Template topic, Template key, ValueFormat format, String gapTopic) {
        this.topic = topic;
        this.key = key;
        this.format = format;
        this.gapTopic = gapTopic;
    }

    static Records of(SourceConfig config) {
        return new Records(
                config.topic(), config.key(), config.valueFormat(), config.getString(SourceConfig.GAP_TOPIC));
    }

    /**
     * Returns the record of an event.
     *
     * @param after where the session is after it
     * @throws Unfit when the rules don't give a topic or a value
     */
    SourceRecord event(SessionId session, Received event, Position after) throws Unfit {
        try {
            return record(session, event, after);
        } catch (ConversionException unreadable) { // JSON that Jackson refuses: it would fail after each restart
            throw new Unfit("an argument can't be read", unreadable);
        }
    }

    private SourceRecord record(SessionId session, Received event, Position after) throws Unfit {
        String to = fill(topic, session, event)
                .map(Topics::possible)
                .filter(Topics::isValid)
                .orElseThrow(() -> new Unfit("the rule for the topic gives none"));
        SchemaAndValue value = format.of(event.args());
        Optional<String> filled = key.isEmpty() ? Optional.empty() : fill(key, session, event);
        return new EventRecord(
                session.partition(),
                after,
                to,
                filled.orElse(null),
                value,
                headers(session, event, after),
                event.ack());
    }

    private static Optional<String> fill(Template template, SessionId session, Received event) {
        return template.fill(
                name -> switch (name) {
                    case "event" -> event.name();
                    case "namespace" -> session.namespace();
                    default -> session.server();
                },
                pointer -> pointer.text(event.args()));
    }

    private static ConnectHeaders headers(SessionId session, Received event, Position after) {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString(PREFIX + "server", session.server());
        headers.addString(PREFIX + "namespace", session.namespace());
        headers.addString(PREFIX + "event", event.name());
        event.offset().ifPresent(offset -> headers.addString(PREFIX + "offset", offset));
        headers.addLong(PREFIX + "received", after.at().toEpochMilli());
        return headers;
    }

    /** Returns the record of a gap, after which the session is there. */
    SourceRecord gap(Gap gap, Position after) {
        SchemaAndValue value = format.of(gap);
        @Nullable String gapKey = key.isEmpty() ? null : gap.session().toString();
        return new SourceRecord(
                gap.session().partition(),
                after.toMap(),
                gapTopic,
                null,
                gapKey == null ? null : Schema.STRING_SCHEMA,
                gapKey,
                value.schema(),
                value.value(),
                gap.to().toEpochMilli());
    }

    /** Returns the gap that an event leaves of which no record can be made. */
    static Gap unfit(SessionId session, Received event, Optional<Position> before, Instant now, Unfit why) {
        String detail = "event \"" + PeerText.name(event.name()) + "\": " + why.getMessage();
        return new Gap(session, GapReason.UNFIT, before, now, detail);
    }
}
