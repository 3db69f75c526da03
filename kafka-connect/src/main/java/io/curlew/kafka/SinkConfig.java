package io.curlew.kafka;

import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Namespaces;
import io.curlew.socketio.protocol.OutgoingPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The settings of a sink connector, and of each of its tasks. */
final class SinkConfig extends AbstractConfig {
    static final String SERVER = "server";
    static final String NAMESPACE = "namespace";
    static final String EVENT = "event";
    static final String VALUE_FORMAT = "value.format";
    static final String IDEMPOTENCY_KEY = "idempotency.key";
    static final String REFUSAL = "refusal.pointer";
    static final String ACK_TIMEOUT = "ack.timeout.ms";
    static final String IN_FLIGHT = "max.in.flight";
    static final String RETRIES = "retries";
    static final String BACKOFF = "retry.backoff.ms";
    static final String MAX_BACKOFF = "retry.backoff.max.ms";
    static final String ON_REFUSED = "on.refused";

    static final Set<String> NAMES = Set.of("topic", "partition", "key");

    /** Connect's own. */
    static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";

    private static final String TOLERANCE = "errors.tolerance";
    private static final String EVENTS = "Events";
    private static final String FAIL = "fail";

    /** @throws ConfigException if a setting is invalid, or errant records would be dropped */
    SinkConfig(Map<String, String> settings) {
        super(definition(), settings, false);
        try {
            requireDeadLetters(settings);
        } catch (IllegalArgumentException missing) {
            throw new ConfigException(Check.message(DEAD_LETTERS, missing.getMessage()));
        }
    }

    /**
     * Otherwise Connect may take an errant record and keep it nowhere, and the offset of a record that somebody has
     * taken is committed.
     *
     * @throws IllegalArgumentException if errors are tolerated, but there is no topic for the records
     */
    static void requireDeadLetters(Map<String, String> settings) {
        String tolerance = String.valueOf(settings.get(TOLERANCE));
        String topic = settings.get(DEAD_LETTERS);
        if (tolerance.trim().equalsIgnoreCase("all") && (topic == null || topic.isBlank())) {
            throw new IllegalArgumentException(
                    "with " + TOLERANCE + "=all there must be a topic, or records that are refused would be dropped");
        }
    }

    static ConfigDef definition() {
        return ServerConfig.define(delivery(events(new ConfigDef())));
    }

    private static ConfigDef events(ConfigDef def) {
        int order = 1;
        return def.define(
                        SERVER,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ServerConfig.url(),
                        Importance.HIGH,
                        "The server's URL: http, https, ws or wss, without a path.",
                        EVENTS,
                        order++,
                        Width.LONG,
                        "Server")
                .define(
                        NAMESPACE,
                        ConfigDef.Type.STRING,
                        "/",
                        template(SinkConfig::requireNamespace),
                        Importance.HIGH,
                        "The namespace, in which ${topic}, ${partition} and ${key} are replaced. A task has at most 1000.",
                        EVENTS,
                        order++,
                        Width.MEDIUM,
                        "Namespace")
                .define(
                        EVENT,
                        ConfigDef.Type.STRING,
                        "${topic}",
                        template(SinkConfig::requireEvent),
                        Importance.HIGH,
                        "The event's name, made like the namespace.",
                        EVENTS,
                        order++,
                        Width.MEDIUM,
                        "Event")
                .define(
                        VALUE_FORMAT,
                        ConfigDef.Type.STRING,
                        Emission.DATA,
                        ValidString.in(Emission.DATA, Emission.JSON),
                        Importance.MEDIUM,
                        "data: the event's argument is the record's value as it is. json: the value is a string with"
                                + " JSON, and the argument is what that says.",
                        EVENTS,
                        order++,
                        Width.SHORT,
                        "Format")
                .define(
                        IDEMPOTENCY_KEY,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Check.present("true or false"),
                        Importance.MEDIUM,
                        "Whether topic-partition-offset follows as another argument, by which a server can tell that it"
                                + " has seen a record before.",
                        EVENTS,
                        order,
                        Width.SHORT,
                        "Idempotency key");
    }

    private static ConfigDef delivery(ConfigDef def) {
        String group = "Delivery";
        int order = 1;
        return def.define(
                        REFUSAL,
                        ConfigDef.Type.STRING,
                        "/0/error",
                        new Check("a JSON pointer", Pointer::parse),
                        Importance.MEDIUM,
                        "Where in the server's acknowledgement the reason of a refusal is. The record is not refused if"
                                + " there is nothing, null or false.",
                        group,
                        order++,
                        Width.MEDIUM,
                        "Refusal")
                .define(
                        ACK_TIMEOUT,
                        ConfigDef.Type.LONG,
                        10_000L,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "How long the server may take to acknowledge.",
                        group,
                        order++,
                        Width.SHORT,
                        "Ack timeout")
                .define(
                        IN_FLIGHT,
                        ConfigDef.Type.INT,
                        1,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "How many records of a partition may wait for their acknowledgement at once. With more than 1,"
                                + " records may overtake one that is sent again.",
                        group,
                        order++,
                        Width.SHORT,
                        "In flight")
                .define(
                        RETRIES,
                        ConfigDef.Type.INT,
                        10,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "How often a record that the server does not acknowledge is sent again before it is reported as"
                                + " errant: it goes to the dead-letter queue, or the task fails. Waiting for a connection"
                                + " does not count, but each refusal of the record's namespace does if on.refused is"
                                + " retry. 2147483647 means forever.",
                        group,
                        order++,
                        Width.SHORT,
                        "Retries")
                .define(
                        BACKOFF,
                        ConfigDef.Type.LONG,
                        500L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How long to wait before a record is sent again, give or take half of it; doubled from attempt to"
                                + " attempt.",
                        group,
                        order++,
                        Width.SHORT,
                        "Retry back-off")
                .define(
                        MAX_BACKOFF,
                        ConfigDef.Type.LONG,
                        30_000L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "What that time grows to.",
                        group,
                        order++,
                        Width.SHORT,
                        "Longest retry back-off")
                .define(
                        ON_REFUSED,
                        ConfigDef.Type.STRING,
                        FAIL,
                        ValidString.in(FAIL, "retry"),
                        Importance.MEDIUM,
                        "What to do when the server refuses a namespace: fail the task, or try again, as often as retries"
                                + " says.",
                        group,
                        order,
                        Width.SHORT,
                        "When refused");
    }

    /** @param rule for what the text may become, where each name stands for an ordinary text */
    private static Check template(Consumer<Template> rule) {
        return new Check("a text with ${topic} and the like", text -> {
            Template template = Template.parse(text, NAMES);
            if (template.hasPointers()) {
                throw new IllegalArgumentException("JSON pointers are not allowed here, only " + NAMES);
            }
            rule.accept(template);
        });
    }

    /** Names of topics and numbers of partitions have no slash; a key may begin with one. */
    private static void requireNamespace(Template template) {
        String unused = Namespaces.validate(template.example(name -> name.equals("key") ? "/k" : "x"));
    }

    private static void requireEvent(Template template) {
        String event = template.example(name -> "x");
        if (event.isEmpty()) {
            throw new IllegalArgumentException("an event has a name");
        }
        EncodedPacket unused =
                ServerConfig.PARSER.encode(new OutgoingPacket.Event("/", OptionalLong.empty(), event, List.of()));
    }

    Template namespace() {
        return Template.parse(getString(NAMESPACE), NAMES);
    }

    Template event() {
        return Template.parse(getString(EVENT), NAMES);
    }

    Pointer refusal() {
        return Pointer.parse(getString(REFUSAL));
    }

    Duration ackTimeout() {
        return Duration.ofMillis(getLong(ACK_TIMEOUT));
    }

    Backoff retryBackoff() {
        return ServerConfig.backoff(this, BACKOFF, MAX_BACKOFF);
    }

    boolean failsWhenRefused() {
        return getString(ON_REFUSED).equals(FAIL);
    }
}
