package io.curlew.kafka;

import static io.curlew.kafka.Cluster.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.json.JsonMapper;

/** Prints the figures of the docs: one session, one task, broker, worker, server and consumer on one machine. */
@Isolated
@EnabledIf(value = "io.curlew.kafka.NodeFeed#canStart", disabledReason = "node is not on the PATH")
@EnabledIfSystemProperty(named = "curlew.thorough", matches = "true")
class FiguresIT {
    private static final int RATE = 500;
    private static final int SECONDS = 20;
    private static final int BURST = 50_000;

    @TempDir
    private Path directory;

    @Test
    void howFastEventsBecomeRecords() throws Exception {
        try (Cluster cluster = new Cluster(directory);
                NodeFeed server = new NodeFeed(Map.of())) {
            latency(cluster, server);
            throughput(cluster, server, List.of("/"), 1);
            throughput(
                    cluster,
                    server,
                    IntStream.range(0, 100)
                            .mapToObj(number -> "/many-" + number)
                            .toList(),
                    4);
        }
    }

    private static void latency(Cluster cluster, NodeFeed server) throws Exception {
        try (RunningSource source = new RunningSource(cluster, "latency", server.url(), Map.of())) {
            until(() -> source.gaps.read().size() == 1);
            server.ask("start", RATE);
            readAtOnce(source.records, RATE * SECONDS);
            server.ask("stop");
            long[] millis = source.records.arrivals().entrySet().stream()
                    .skip(RATE) // while everything is still compiled
                    .mapToLong(entry -> entry.getValue() - sentAt(entry.getKey()))
                    .sorted()
                    .toArray();
            System.out.printf(
                    "%d events/s, emit to read_committed: p50 %d ms, p99 %d ms, max %d ms%n",
                    RATE, millis[millis.length / 2], millis[millis.length * 99 / 100], millis[millis.length - 1]);
        }
    }

    /** Without the pauses of a condition that is looked at now and then. */
    private static void readAtOnce(TopicReader reader, int count) {
        while (reader.read().size() < count) {
            // Each read waits for records.
        }
    }

    private static long sentAt(ConsumerRecord<String, String> record) {
        return JsonMapper.shared().readTree(record.value()).get(1).asLong();
    }

    private void throughput(Cluster cluster, NodeFeed server, List<String> namespaces, int tasks) throws Exception {
        String topic = "throughput-" + tasks;
        Map<String, String> more =
                Map.of("namespaces", String.join(",", namespaces), "tasks.max", String.valueOf(tasks));
        try (RunningSource source = new RunningSource(cluster, topic, server.url(), more)) {
            until(() -> source.gaps.read().size() == namespaces.size());
            long start = System.nanoTime();
            server.ask("burst", BURST, namespaces);
            readAtOnce(source.records, BURST);
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(source.records.read()).hasSize(BURST);
            System.out.printf(
                    "%d sessions, %d tasks, %d events as fast as one Node server sends them: %.0f events/s, values of"
                            + " %d bytes, %.0f bytes of the topic's log for each%n",
                    namespaces.size(),
                    tasks,
                    BURST,
                    BURST / seconds,
                    source.records.read().get(0).value().getBytes(UTF_8).length,
                    (double) logOf(topic) / BURST);
        }
    }

    private long logOf(String topic) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("logs").resolve(topic + "-0"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
