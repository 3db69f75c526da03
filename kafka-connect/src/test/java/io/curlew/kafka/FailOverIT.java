package io.curlew.kafka;

import static io.curlew.kafka.Cluster.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Kafka broker, two distributed workers and npm's socket.io, each a process that can be killed. */
@EnabledIf(value = "io.curlew.kafka.NodeFeed#canStart", disabledReason = "node is not on the PATH")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // those that need two workers before those that end one
class FailOverIT {
    private static final int RATE = 500;
    private static final String THOROUGH = "curlew.thorough";
    private static final int KILLS = Boolean.getBoolean(THOROUGH) ? 20 : 1;
    private static final int TASKS = Boolean.getBoolean(THOROUGH) ? 4 : 2;
    /** How many events to wait for between two faults. */
    private static final int SOME = Boolean.getBoolean(THOROUGH) ? RATE : RATE / 5;

    /** Of a server that recovers nobody. */
    private static final Map<String, ?> FORGETS = Map.of("maxDisconnectionDuration", 1);

    /** With the logs of all processes; stays when a test has failed. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Cluster cluster;

    private static NodeFeed server;
    private static NodeFeed forgetful;

    @BeforeAll
    static void start() throws IOException {
        cluster = new Cluster(directory);
        server = new NodeFeed(Map.of());
        forgetful = new NodeFeed(FORGETS);
    }

    @AfterAll
    static void stop() {
        cluster.close();
        server.close();
        forgetful.close();
    }

    @BeforeEach
    void listen() {
        server.listen(Map.of());
    }

    @AfterEach
    void findSecrets() throws IOException {
        assertThat(cluster.leaks()).isEmpty();
    }

    @Test
    @Order(2)
    void recordsAreEmittedAndThoseThatTheServerRefusesAreDeadLetters() throws Exception {
        server.ask("answer", "ok", Map.of("error", "no such order"), "ok");
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "io.curlew.kafka.SocketIoSinkConnector");
        config.put("topics", "orders");
        config.put("server", server.url());
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", "refused");
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.deadletterqueue.context.headers.enable", "true");
        TopicReader.write(cluster.broker(), "orders", "a", "b", "c");
        cluster.configure("sink", config);
        try (TopicReader refused = new TopicReader(cluster.broker(), "refused")) {
            until(() -> refused.read().size() == 1 && server.ask("seen").size() == 3);
            assertThat(server.ask("seen").toString())
                    .isEqualTo(
                            "[[\"orders\",\"a\",\"orders-0-0\"],[\"orders\",\"b\",\"orders-0-1\"],[\"orders\",\"c\",\"orders-0-2\"]]");
            assertThat(refused.read().get(0).value()).isEqualTo("b");
            assertThat(header(refused.read().get(0), "__connect.errors.exception.message"))
                    .contains("no such order");
            Map<String, Long> counted =
                    Map.of("acknowledged-records-total", 2L, "retries-total", 0L, "errant-records-total", 1L);
            until(() -> cluster.metrics("sink").equals(counted));
        } finally {
            cluster.delete("sink");
        }
    }

    @Test
    @Order(3)
    void aRefusedRecordWithoutAPlaceForItFailsTheTaskAndIsNotCommitted() throws Exception {
        server.ask("answer", "ok", Map.of("error", "no such order"));
        TopicReader.write(cluster.broker(), "unplaced", "a", "b", "c");
        cluster.configure(
                "failing",
                Map.of(
                        "connector.class",
                        "io.curlew.kafka.SocketIoSinkConnector",
                        "topics",
                        "unplaced",
                        "server",
                        server.url()));
        try {
            until(() -> cluster.task("failing").path("state").asString("").equals("FAILED"));
            assertThat(cluster.task("failing").get("trace").stringValue()).contains("no such order", "unplaced-0-1");
            assertThat(server.ask("seen")).hasSize(2);
            until(() -> cluster.ask("GET", "/connectors/failing/offsets")
                            .at("/offsets/0/offset/kafka_offset")
                            .asInt(-1)
                    == 1);
        } finally {
            cluster.delete("failing");
        }
    }

    @Test
    @Order(0)
    void aWorkerTellsWhichSettingIsWrong() throws Exception {
        Map<String, String> config = Map.of(
                "name",
                "wrong",
                "connector.class",
                "io.curlew.kafka.SocketIoSourceConnector",
                "servers",
                server.url(),
                "topic",
                "x",
                "namespaces",
                "chat",
                "auth",
                Cluster.SECRET);
        JsonNode answer = cluster.ask("PUT", "/connector-plugins/SocketIoSourceConnector/config/validate", config);
        assertThat(answer.get("configs")
                        .valueStream()
                        .map(setting -> setting.get("value"))
                        .filter(value -> !value.get("errors").isEmpty())
                        .map(value -> value.get("name").stringValue()))
                .containsExactlyInAnyOrder("namespaces", "auth");
        assertThat(answer.findValues("errors").toString()).doesNotContain(Cluster.SECRET);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> cluster.configure("wrong", config))
                .withMessageContaining("400")
                .withMessageContaining("namespaces");
    }

    @Test
    @Order(1)
    void aHundredSessionsAreSpreadOverTheWorkers() throws Exception {
        List<String> namespaces =
                IntStream.range(0, 100).mapToObj(number -> "/many-" + number).toList();
        cluster.awaitWorkers();
        try (RunningSource source = new RunningSource(
                cluster,
                "many",
                server.url(),
                Map.of(
                        "namespaces",
                        String.join(",", namespaces),
                        "tasks.max",
                        String.valueOf(TASKS),
                        "key",
                        "${namespace}"))) {
            until(() -> source.gaps.read().stream() // a session that is lost again meanwhile has two
                            .map(ConsumerRecord::key)
                            .distinct()
                            .count()
                    == 100);
            for (String namespace : namespaces) {
                server.ask("emit", namespace, "number", 1);
            }
            until(() -> source.records.read().size() >= 100);
            assertThat(server.ask("token").stringValue()).isEqualTo(Cluster.SECRET);
            assertThat(source.records.read())
                    .extracting(ConsumerRecord::key)
                    .containsExactlyInAnyOrderElementsOf(namespaces);
            assertThat(cluster.workersOf("many"))
                    .hasSize(TASKS)
                    .containsAll(cluster.workers().stream().map(Worker::id).toList());
        }
    }

    @Test
    @Order(5)
    void aBrokerThatIsStartedAnewCostsNothing() throws Exception {
        try (RunningSource source = new RunningSource(cluster, "broken", server.url(), Map.of())) {
            until(() -> source.gaps.read().size() == 1);
            server.ask("start", RATE);
            readMore(source.records, SOME);
            cluster.restartBroker();
            readMore(source.records, SOME);
            int sent = server.ask("stop").asInt();
            until(() -> source.records.read().size() >= sent);
            assertThat(numbers(source.records)).containsExactlyElementsOf(upTo(sent));
            assertThat(reasons(source.gaps)).containsExactly("first-connect");
        }
    }

    @Test
    @Order(10)
    @EnabledIfSystemProperty(named = THOROUGH, matches = "true")
    void aRecordThatIsTooLargeForKafkaFailsTheTaskAndArrivesWhenTheLimitIsRaised() throws Exception {
        try (RunningSource source = new RunningSource(cluster, "large", server.url(), Map.of())) {
            until(() -> source.gaps.read().size() == 1);
            server.ask("emit", "/", "number", 1);
            server.ask("emit", "/", "number", 2, "x".repeat(1_500_000));
            server.ask("emit", "/", "number", 3);
            until(() -> cluster.task("large").path("state").asString("").equals("FAILED"));
            assertThat(cluster.task("large").get("trace").stringValue()).contains("RecordTooLargeException");
            cluster.source(
                    "large",
                    server.url(),
                    Map.of(
                            "producer.override.max.request.size",
                            "4000000",
                            "producer.override.compression.type", // the limit of the topic is for what is compressed
                            "gzip"));
            until(() -> source.records.read().size() == 3);
            assertThat(numbers(source.records)).containsExactly(1, 2, 3);
            assertThat(reasons(source.gaps)).containsExactly("first-connect");
        }
    }

    @Test
    @Order(4)
    void reconfigurationAndRestartLoseNothing() throws Exception {
        try (RunningSource source = new RunningSource(cluster, "changed", server.url(), Map.of())) {
            until(() -> source.gaps.read().size() == 1);
            server.ask("start", RATE);
            readMore(source.records, SOME);
            int before = connections();
            cluster.source("changed", server.url(), Map.of("batch.max.records", "50"));
            until(() -> connections() > before); // a task that is stopped while it starts holds its worker up for 5 s
            readMore(source.records, SOME);
            int between = connections();
            cluster.ask("POST", "/connectors/changed/restart?includeTasks=true");
            until(() -> connections() > between);
            readMore(source.records, SOME);
            int sent = server.ask("stop").asInt();
            until(() -> source.records.read().size() >= sent);
            assertThat(numbers(source.records)).containsExactlyElementsOf(upTo(sent));
            assertThat(reasons(source.gaps)).containsExactly("first-connect");
        }
    }

    @Test
    @Order(6)
    void whatTheServerHasForgottenIsAGapRecordAndCounted() throws Exception {
        NodeFeed mortal = new NodeFeed(FORGETS);
        try (RunningSource source = new RunningSource(cluster, "forgotten", mortal.url(), Map.of())) {
            until(() -> source.gaps.read().size() == 1);
            mortal.ask("emit", "/", "number", 1);
            until(() -> source.records.read().size() == 1);
            cluster.ask("PUT", "/connectors/forgotten/stop");
            NodeFeed stopped = mortal;
            until(() -> stopped.ask("connected", "/").asInt() == 0);
            mortal.ask("emit", "/", "number", 2);
            cluster.ask("PUT", "/connectors/forgotten/resume");
            until(() -> source.gaps.read().size() == 2);
            mortal.ask("emit", "/", "number", 3);
            until(() -> source.records.read().size() == 2);
            mortal.close();
            mortal = new NodeFeed(stopped.port(), Map.of());
            until(() -> source.gaps.read().size() == 3);
            mortal.ask("emit", "/", "number", 4);
            until(() -> source.records.read().size() == 3);
            assertThat(numbers(source.records)).containsExactly(1, 3, 4);
            assertThat(reasons(source.gaps)).containsExactly("first-connect", "not-recovered", "not-recovered");
            assertThat(offsetsBeforeGaps(source.gaps.read()))
                    .containsExactly(
                            header(source.records.read().get(0), "socketio.offset"),
                            header(source.records.read().get(1), "socketio.offset"));
            assertThat(cluster.metrics("forgotten"))
                    .containsOnlyKeys(
                            "sessions",
                            "connected-sessions",
                            "waiting-events",
                            "events-total",
                            "ignored-events-total",
                            "gaps-total",
                            "unfit-events-total",
                            "connects-total",
                            "recoveries-total",
                            "failed-connects-total",
                            "unacknowledged-events-total")
                    .containsEntry("gaps-total", 2L)
                    .containsEntry("connects-total", 2L);
        } finally {
            mortal.close();
        }
    }

    /**
     * The task has two sessions, one with a server that recovers it and one with a server that has forgotten it then.
     */
    @Test
    @Order(8)
    void aWorkerThatIsKilledIsReplacedAndOnlyWhatTheServerHasForgottenIsMissing() throws Exception {
        forgetful.listen(FORGETS);
        try (RunningSource source = new RunningSource(
                cluster, "killed", server.url() + "," + forgetful.url(), Map.of("key", "${server}"))) {
            until(() -> source.gaps.read().size() == 2);
            server.ask("start", RATE);
            forgetful.ask("start", RATE);
            List<Long> silences = new ArrayList<>();
            for (int kill = 1; kill <= KILLS; kill++) {
                readMore(source.records, SOME);
                cluster.awaitWorkers(); // one that starts alone waits for the dead one's transaction to time out
                cluster.killWorkerOf("killed");
                if (kill < KILLS) {
                    cluster.startWorker();
                }
                long killed = System.currentTimeMillis();
                until(() -> lastSentAt(source.records, server) > killed); // and not one that was there to be read
                silences.add(System.currentTimeMillis() - killed);
                int soFar = kill;
                until(() -> source.gaps.read().size() == 2 + soFar);
            }
            int sent = server.ask("stop").asInt();
            int sentByForgetful = forgetful.ask("stop").asInt();
            until(() -> numbers(source.records, server).size() >= sent);
            until(() -> numbers(source.records, forgetful).contains(sentByForgetful - 1));
            assertThat(numbers(source.records, server)).containsExactlyElementsOf(upTo(sent));
            assertThat(reasons(of(source.gaps, server))).containsExactly("first-connect");
            assertThat(numbers(source.records, forgetful)).isSorted().doesNotHaveDuplicates();
            assertThat(reasons(of(source.gaps, forgetful)).stream().skip(1))
                    .hasSize(KILLS)
                    .containsOnly("not-recovered");
            assertThat(offsetsBeforeHoles(of(source.records, forgetful)))
                    .isEqualTo(offsetsBeforeGaps(of(source.gaps, forgetful)));
            assertThat(cluster.metrics("killed"))
                    .containsEntry("sessions", 2L)
                    .containsEntry("connected-sessions", 2L)
                    .containsEntry("gaps-total", 1L); // of the task that runs since the last kill
            System.out.printf(
                    "%d kills, %d of %d events, again after %s ms; outside the window %d of %d events, %d gap records%n",
                    KILLS,
                    numbers(source.records, server).size(),
                    sent,
                    silences,
                    numbers(source.records, forgetful).size(),
                    sentByForgetful,
                    reasons(of(source.gaps, forgetful)).size() - 1);
        }
    }

    private static List<String> offsetsBeforeHoles(List<ConsumerRecord<String, String>> records) {
        return IntStream.range(1, records.size())
                .filter(i -> number(records.get(i)) != number(records.get(i - 1)) + 1)
                .mapToObj(i -> header(records.get(i - 1), "socketio.offset"))
                .toList();
    }

    private static List<String> offsetsBeforeGaps(List<ConsumerRecord<String, String>> gaps) {
        return gaps.stream()
                .skip(1) // the session's beginning
                .map(gap -> json(gap).get("fromOffset").stringValue())
                .toList();
    }

    @Test
    @Order(9)
    void tasksMoveToAWorkerThatJoinsAndFromOneThatLeavesWithoutAGapAndWithoutADouble() throws Exception {
        Worker first = cluster.awaitOneWorker();
        List<String> namespaces = List.of("/", "/other");
        try (RunningSource source = new RunningSource(
                cluster, "moved", server.url(), Map.of("namespaces", String.join(",", namespaces), "tasks.max", "2"))) {
            until(() -> source.gaps.read().size() == 2);
            server.ask("start", RATE, namespaces);
            cluster.startWorker();
            Worker second = cluster.workers().get(1);
            until(() -> cluster.workersOf("moved").size() == 2
                    && cluster.workersOf("moved").containsAll(List.of(first.id(), second.id())));
            readMore(source.records, SOME);
            cluster.stopWorker(first);
            until(() -> cluster.workersOf("moved").equals(List.of(second.id(), second.id())));
            readMore(source.records, SOME);
            int sent = server.ask("stop").asInt();
            until(() -> source.records.read().size() >= sent);
            assertThat(numbers(source.records)).containsExactlyInAnyOrderElementsOf(upTo(sent));
            assertThat(reasons(source.gaps)).containsExactly("first-connect", "first-connect");
        }
    }

    private int connections() {
        return server.ask("connections").asInt();
    }

    private static void readMore(TopicReader reader, int count) {
        int before = reader.read().size();
        until(() -> reader.read().size() >= before + count);
    }

    private static List<Integer> numbers(TopicReader reader) {
        return reader.read().stream().map(FailOverIT::number).toList();
    }

    private static List<Integer> numbers(TopicReader reader, NodeFeed server) {
        return of(reader, server).stream().map(FailOverIT::number).toList();
    }

    private static int number(ConsumerRecord<String, String> record) {
        return Integer.parseInt(record.value().replaceAll("\\[(\\d+).*", "$1"));
    }

    /** Returns the records of one server, in which keys begin with it. */
    private static List<ConsumerRecord<String, String>> of(TopicReader reader, NodeFeed server) {
        return reader.read().stream()
                .filter(record -> record.key().startsWith(server.url()))
                .toList();
    }

    private static long lastSentAt(TopicReader reader, NodeFeed server) {
        List<ConsumerRecord<String, String>> records = of(reader, server);
        return json(records.get(records.size() - 1)).get(1).asLong();
    }

    private static List<String> reasons(TopicReader gaps) {
        return reasons(gaps.read());
    }

    private static List<String> reasons(List<ConsumerRecord<String, String>> gaps) {
        return gaps.stream()
                .map(record -> json(record).get("reason").stringValue())
                .toList();
    }

    private static JsonNode json(ConsumerRecord<String, String> record) {
        return JsonMapper.shared().readTree(record.value());
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
