package io.curlew.kafka;

import static io.curlew.kafka.Cluster.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Kafka broker, two distributed workers and npm's socket.io, each a process that can be killed. */
@EnabledIf(value = "io.curlew.kafka.NodeFeed#canStart", disabledReason = "node is not on the PATH")
class FailOverIT {
    private static final int RATE = 500;
    private static final String THOROUGH = "curlew.thorough";
    private static final int KILLS = Boolean.getBoolean(THOROUGH) ? 20 : 1;
    /** How many events to wait for between two faults. */
    private static final int SOME = Boolean.getBoolean(THOROUGH) ? RATE : RATE / 5;

    /** With the logs of all processes; stays when a test has failed. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Cluster cluster;

    private final NodeFeed server = new NodeFeed(Map.of());

    @BeforeAll
    static void start() throws IOException {
        cluster = new Cluster(directory);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        assertThat(cluster.leaks()).isEmpty();
    }

    @Test
    void aWorkerThatIsKilledIsReplacedWithoutAGapAndWithoutADouble() throws Exception {
        cluster.source("killed", server.url(), Map.of());
        try (TopicReader reader = new TopicReader(cluster.broker(), "killed");
                TopicReader gaps = new TopicReader(cluster.broker(), "killed-gaps")) {
            until(() -> gaps.read().size() == 1);
            List<Long> silences = new ArrayList<>();
            server.ask("start", RATE);
            for (int kill = 0; kill < KILLS; kill++) {
                readMore(reader, SOME);
                cluster.awaitWorkers(); // one that starts alone waits for the dead one's transaction to time out
                cluster.killWorkerOf("killed");
                if (kill + 1 < KILLS) {
                    cluster.startWorker();
                }
                long killed = System.currentTimeMillis();
                until(() -> lastSentAt(reader) > killed); // and not one that was there to be read
                silences.add(System.currentTimeMillis() - killed);
            }
            int sent = server.ask("stop").asInt();
            until(() -> reader.read().size() >= sent);
            assertThat(numbers(reader)).containsExactlyElementsOf(upTo(sent));
            assertThat(reasons(gaps)).containsExactly("first-connect");
            Map<String, Object> metrics = cluster.metrics("killed");
            assertThat(metrics)
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
                    .containsEntry("sessions", 1L)
                    .containsEntry("connected-sessions", 1L)
                    .containsEntry("gaps-total", 0L);
            // More than one where the connection was lost as well.
            assertThat((Long) metrics.get("recoveries-total")).isPositive();
            System.out.printf("%d kills, %d of %d events, again after %s ms%n", KILLS, sent, sent, silences);
        } finally {
            cluster.delete("killed");
        }
    }

    @Test
    void whatTheServerHasForgottenIsAGapRecord() throws Exception {
        try (NodeFeed forgetful = new NodeFeed(Map.of("maxDisconnectionDuration", 1))) {
            cluster.source("forgotten", forgetful.url(), Map.of());
            try (TopicReader reader = new TopicReader(cluster.broker(), "forgotten");
                    TopicReader gaps = new TopicReader(cluster.broker(), "forgotten-gaps")) {
                until(() -> gaps.read().size() == 1);
                forgetful.ask("emit", "/", "number", 1);
                until(() -> reader.read().size() == 1);
                cluster.ask("PUT", "/connectors/forgotten/stop");
                until(() -> forgetful.ask("connected", "/").asInt() == 0);
                forgetful.ask("emit", "/", "number", 2);
                cluster.ask("PUT", "/connectors/forgotten/resume");
                until(() -> gaps.read().size() == 2);
                forgetful.ask("emit", "/", "number", 3);
                until(() -> reader.read().size() == 2);
                assertThat(numbers(reader)).containsExactly(1, 3);
                assertThat(reasons(gaps)).containsExactly("first-connect", "not-recovered");
                assertThat(json(gaps.read().get(1)).get("fromOffset").stringValue())
                        .isEqualTo(header(reader.read().get(0), "socketio.offset"));
            } finally {
                cluster.delete("forgotten");
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = THOROUGH, matches = "true")
    void eventsThatAKillOutsideTheWindowCostsAreThoseAfterTheOffsetsOfTheGapRecords() throws Exception {
        int kills = 3;
        try (NodeFeed forgetful = new NodeFeed(Map.of("maxDisconnectionDuration", 1))) {
            cluster.source("lost", forgetful.url(), Map.of());
            try (TopicReader reader = new TopicReader(cluster.broker(), "lost");
                    TopicReader gaps = new TopicReader(cluster.broker(), "lost-gaps")) {
                until(() -> gaps.read().size() == 1);
                forgetful.ask("start", RATE);
                for (int kill = 1; kill <= kills; kill++) {
                    int soFar = kill;
                    readMore(reader, RATE);
                    cluster.awaitWorkers();
                    cluster.killWorkerOf("lost");
                    cluster.startWorker();
                    until(() -> gaps.read().size() == soFar + 1);
                }
                readMore(reader, RATE);
                int sent = forgetful.ask("stop").asInt();
                until(() -> numbers(reader).contains(sent - 1));
                assertThat(numbers(reader)).isSorted().doesNotHaveDuplicates();
                assertThat(offsetsBeforeHoles(reader)).isEqualTo(offsetsBeforeGaps(gaps));
                System.out.printf(
                        "%d kills outside the window: %d of %d events, %s%n",
                        kills, reader.read().size(), sent, reasons(gaps));
            } finally {
                cluster.delete("lost");
            }
        }
    }

    private static List<String> offsetsBeforeHoles(TopicReader reader) {
        List<Integer> numbers = numbers(reader);
        return IntStream.range(1, numbers.size())
                .filter(i -> numbers.get(i) != numbers.get(i - 1) + 1)
                .mapToObj(i -> header(reader.read().get(i - 1), "socketio.offset"))
                .toList();
    }

    private static List<String> offsetsBeforeGaps(TopicReader gaps) {
        return gaps.read().stream()
                .skip(1) // the session's beginning
                .map(gap -> json(gap).get("fromOffset").stringValue())
                .toList();
    }

    @Test
    void reconfigurationAndRestartLoseNothing() throws Exception {
        cluster.source("changed", server.url(), Map.of());
        try (TopicReader reader = new TopicReader(cluster.broker(), "changed");
                TopicReader gaps = new TopicReader(cluster.broker(), "changed-gaps")) {
            until(() -> gaps.read().size() == 1);
            server.ask("start", RATE);
            readMore(reader, SOME);
            int before = connections();
            cluster.source("changed", server.url(), Map.of("batch.max.records", "50"));
            until(() -> connections() > before); // a task that is stopped while it starts holds its worker up for 5 s
            readMore(reader, SOME);
            int between = connections();
            cluster.ask("POST", "/connectors/changed/restart?includeTasks=true");
            until(() -> connections() > between);
            readMore(reader, SOME);
            int sent = server.ask("stop").asInt();
            until(() -> reader.read().size() >= sent);
            assertThat(numbers(reader)).containsExactlyElementsOf(upTo(sent));
            assertThat(reasons(gaps)).containsExactly("first-connect");
        } finally {
            cluster.delete("changed");
        }
    }

    @Test
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
    @EnabledIfSystemProperty(named = THOROUGH, matches = "true")
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
    @EnabledIfSystemProperty(named = THOROUGH, matches = "true")
    void aHundredSessionsAreSpreadOverTheWorkers() throws Exception {
        List<String> namespaces =
                IntStream.range(0, 100).mapToObj(number -> "/many-" + number).toList();
        cluster.awaitWorkers();
        cluster.source(
                "many",
                server.url(),
                Map.of("namespaces", String.join(",", namespaces), "tasks.max", "4", "key", "${namespace}"));
        try (TopicReader reader = new TopicReader(cluster.broker(), "many");
                TopicReader gaps = new TopicReader(cluster.broker(), "many-gaps")) {
            until(() -> gaps.read().size() == 100);
            for (String namespace : namespaces) {
                server.ask("emit", namespace, "number", 1);
            }
            until(() -> reader.read().size() >= 100);
            assertThat(reader.read()).extracting(ConsumerRecord::key).containsExactlyInAnyOrderElementsOf(namespaces);
            JsonNode tasks = cluster.ask("GET", "/connectors/many/status").get("tasks");
            assertThat(tasks.valueStream().map(task -> task.get("worker_id").stringValue()))
                    .hasSize(4)
                    .containsAll(cluster.workers().stream().map(Worker::id).toList());
        } finally {
            cluster.delete("many");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = THOROUGH, matches = "true")
    void aBrokerThatIsStartedAnewCostsNothing() throws Exception {
        cluster.source("broken", server.url(), Map.of());
        try (TopicReader reader = new TopicReader(cluster.broker(), "broken");
                TopicReader gaps = new TopicReader(cluster.broker(), "broken-gaps")) {
            until(() -> gaps.read().size() == 1);
            server.ask("start", RATE);
            readMore(reader, RATE);
            cluster.restartBroker();
            readMore(reader, RATE);
            int sent = server.ask("stop").asInt();
            until(() -> reader.read().size() >= sent);
            assertThat(numbers(reader)).containsExactlyElementsOf(upTo(sent));
            assertThat(reasons(gaps)).containsExactly("first-connect");
        } finally {
            cluster.delete("broken");
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
        return reader.read().stream()
                .map(record -> Integer.valueOf(record.value().replaceAll("\\[(\\d+).*", "$1")))
                .toList();
    }

    private static long lastSentAt(TopicReader reader) {
        List<ConsumerRecord<String, String>> records = reader.read();
        return json(records.get(records.size() - 1)).get(1).asLong();
    }

    private static List<String> reasons(TopicReader gaps) {
        return gaps.read().stream()
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
