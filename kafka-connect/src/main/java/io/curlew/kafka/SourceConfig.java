package io.curlew.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings of a source connector, and of each of its tasks. */
final class SourceConfig extends AbstractConfig {
    static final String SERVERS = "servers";
    static final String NAMESPACES = "namespaces";
    static final String EVENTS = "events";
    static final String TOPIC = "topic";
    static final String GAP_TOPIC = "gap.topic";
    static final String KEY = "key";
    static final String VALUE_FORMAT = "value.format";
    static final String VALUE_POINTER = "value.pointer";
    static final String VALUE_SCHEMA = "value.schema";
    static final String BATCH = "batch.max.records";
    static final String MAX_EVENTS = "incoming.max.events";
    static final String MAX_BYTES = "incoming.max.bytes";
    static final String ACK = "ack.events";
    static final String ON_REFUSED = "on.refused";
    static final String PATIENCE = "recovery.patience.ms";
    /** Which of the connector's sessions are a task's: their numbers. Set by the connector. */
    static final String TASK_SESSIONS = "task.sessions";

    static final Set<String> NAMES = Set.of("event", "namespace", "server");

    private static final String FEED = "Feed";
    private static final String RECORDS = "Records";
    private static final String FAIL = "fail";

    SourceConfig(Map<String, String> settings) {
        super(definition(), settings, false);
    }

    static ConfigDef definition() {
        return ServerConfig.define(records(feed(new ConfigDef())));
    }

    private static ConfigDef feed(ConfigDef def) {
        int order = 1;
        return def.define(
                        SERVERS,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ServerConfig.url(),
                        Importance.HIGH,
                        "The servers' URLs: http, https, ws or wss, without a path. Each namespace of each is a session.",
                        FEED,
                        order++,
                        Width.LONG,
                        "Servers")
                .define(
                        NAMESPACES,
                        ConfigDef.Type.LIST,
                        "/",
                        ServerConfig.namespace(),
                        Importance.HIGH,
                        "The namespaces to connect, of each server.",
                        FEED,
                        order++,
                        Width.MEDIUM,
                        "Namespaces")
                .define(
                        EVENTS,
                        ConfigDef.Type.LIST,
                        "*",
                        Check.present("names with *"),
                        Importance.MEDIUM,
                        "The names of the events to take, where * stands for any text; other events are ignored.",
                        FEED,
                        order++,
                        Width.MEDIUM,
                        "Events")
                .define(
                        ACK,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Check.present("true or false"),
                        Importance.MEDIUM,
                        "Whether to acknowledge an event, where the server asks for that, once Kafka has its record.",
                        FEED,
                        order++,
                        Width.SHORT,
                        "Acknowledge events")
                .define(
                        ON_REFUSED,
                        ConfigDef.Type.STRING,
                        FAIL,
                        ValidString.in(FAIL, "retry"),
                        Importance.MEDIUM,
                        "What to do when a server refuses a namespace: fail the task, or retry indefinitely.",
                        FEED,
                        order++,
                        Width.SHORT,
                        "When refused")
                .define(
                        PATIENCE,
                        ConfigDef.Type.LONG,
                        0L,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "How many milliseconds to go on asking for the recovery of a session that the server does not"
                                + " recover, before that is a gap. A server recovers no session that it still considers"
                                + " connected, for pingInterval + pingTimeout at most.",
                        FEED,
                        order++,
                        Width.SHORT,
                        "Patience")
                .define(
                        MAX_EVENTS,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How many events of a session may wait for Kafka before the connection is read no further.",
                        FEED,
                        order++,
                        Width.SHORT,
                        "Waiting events")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.LONG,
                        16L << 20,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How many bytes of memory they may take.",
                        FEED,
                        order++,
                        Width.SHORT,
                        "Waiting bytes")
                .define(
                        BATCH,
                        ConfigDef.Type.INT,
                        500,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How many records to hand to Kafka at once, at most.",
                        FEED,
                        order,
                        Width.SHORT,
                        "Batch");
    }

    private static ConfigDef records(ConfigDef def) {
        int order = 1;
        return def.define(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new Check("a text with ${event} and the like", SourceConfig::requireTopics),
                        Importance.HIGH,
                        "The topic, in which ${event}, ${namespace}, ${server} and JSON pointers into the arguments, such"
                                + " as ${/0/type}, are replaced. Characters that no topic can have become _.",
                        RECORDS,
                        order++,
                        Width.MEDIUM,
                        "Topic")
                .define(
                        GAP_TOPIC,
                        ConfigDef.Type.STRING,
                        "socketio-gaps",
                        new Check("a topic", SourceConfig::requireTopic),
                        Importance.HIGH,
                        "The topic for gap records, which tell where events may be missing, and why.",
                        RECORDS,
                        order++,
                        Width.MEDIUM,
                        "Topic for gaps")
                .define(
                        KEY,
                        ConfigDef.Type.STRING,
                        "",
                        new Check("a text with ${event} and the like", text -> Template.parse(text, NAMES)),
                        Importance.MEDIUM,
                        "The key, made like the topic, but kept as it is; null when nothing is at a pointer. Empty for"
                                + " none.",
                        RECORDS,
                        order++,
                        Width.MEDIUM,
                        "Key")
                .define(
                        VALUE_POINTER,
                        ConfigDef.Type.STRING,
                        "",
                        new Check("a JSON pointer", Pointer::parse),
                        Importance.MEDIUM,
                        "What of the arguments is the value, a JSON pointer such as /0. Empty for the array of all, which"
                                + " ends with the server's offset where the event has one.",
                        RECORDS,
                        order++,
                        Width.MEDIUM,
                        "Value")
                .define(
                        VALUE_FORMAT,
                        ConfigDef.Type.STRING,
                        ValueFormat.JSON,
                        ValidString.in(ValueFormat.JSON, ValueFormat.SCHEMALESS, ValueFormat.STRUCT, ValueFormat.BYTES),
                        Importance.MEDIUM,
                        "json: a string with JSON, for StringConverter. schemaless: maps, lists and numbers without a"
                                + " schema, for JsonConverter. struct: as value.schema says. bytes: binary as it is, and"
                                + " JSON in UTF-8, for ByteArrayConverter.",
                        RECORDS,
                        order++,
                        Width.SHORT,
                        "Format")
                .define(
                        VALUE_SCHEMA,
                        ConfigDef.Type.STRING,
                        "",
                        Check.present("a schema"), // what it says depends on the format
                        Importance.MEDIUM,
                        "The schema of a struct, in the JSON of Connect's JsonConverter.",
                        RECORDS,
                        order,
                        Width.LONG,
                        "Schema");
    }

    private static void requireTopics(String text) {
        if (Template.parse(text, NAMES).isConstant()) {
            requireTopic(Topics.possible(text));
        }
    }

    private static void requireTopic(String text) {
        if (!Topics.isValid(text)) {
            throw new IllegalArgumentException("this is not a valid name of a topic");
        }
    }

    /** @throws IllegalArgumentException if a server is there twice, however it is written */
    void requireDifferentServers() {
        requireDifferent(getList(SERVERS).stream().map(ServerConfig::origin).toList());
    }

    /** @throws IllegalArgumentException if a namespace is there twice */
    void requireDifferentNamespaces() {
        requireDifferent(getList(NAMESPACES));
    }

    private static void requireDifferent(List<String> all) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            if (!seen.add(all.get(i))) {
                throw new IllegalArgumentException(
                        "entry " + (i + 1) + " is the same as entry " + (all.indexOf(all.get(i)) + 1));
            }
        }
    }

    /** Returns all sessions of the connector, always in the same order. */
    List<SessionId> sessions() {
        List<SessionId> sessions = new ArrayList<>();
        for (String server : getList(SERVERS)) {
            getList(NAMESPACES).forEach(namespace -> sessions.add(new SessionId(server, namespace)));
        }
        return sessions;
    }

    /** Returns those of the task whose settings these are. */
    List<SessionId> taskSessions() {
        List<SessionId> all = sessions();
        String numbers = String.valueOf(originals().get(TASK_SESSIONS));
        return List.of(numbers.split(",", -1)).stream()
                .map(number -> all.get(Integer.parseInt(number)))
                .toList();
    }

    Duration patience() {
        return Duration.ofMillis(getLong(PATIENCE));
    }

    boolean failsWhenRefused() {
        return getString(ON_REFUSED).equals(FAIL);
    }

    Template topic() {
        return Template.parse(getString(TOPIC), NAMES);
    }

    Template key() {
        return Template.parse(getString(KEY), NAMES);
    }

    ValueFormat valueFormat() {
        return ValueFormat.of(
                getString(VALUE_FORMAT), Pointer.parse(getString(VALUE_POINTER)), getString(VALUE_SCHEMA));
    }

    NamePatterns events() {
        return new NamePatterns(getList(EVENTS));
    }
}
