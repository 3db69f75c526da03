package io.curlew.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Sink tasks without a worker, against npm's socket.io. */
@EnabledIf(value = "io.curlew.kafka.NodeFeed#canStart", disabledReason = "node is not on the PATH")
class SinkTaskIT {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

    private static NodeFeed server;

    private final FakeSinkContext context = new FakeSinkContext();
    private final SocketIoSinkTask task = new SocketIoSinkTask();

    @BeforeAll
    static void startNode() {
        server = new NodeFeed(Map.of());
    }

    @AfterAll
    static void stopNode() {
        server.close();
    }

    @BeforeEach
    void listen() {
        server.listen(Map.of());
    }

    @AfterEach
    void close() {
        task.stop();
    }

    @Test
    void recordsArriveInOrderThoughAnswersAndConnectionsAreLost() {
        start(Map.of("ack.timeout.ms", "3000", "retry.backoff.ms", "20", "reconnect.backoff.ms", "20"));
        server.ask("answer", "silence", "ok", "disconnect", "ok", "ok");
        put("a", "b", "c");
        until(() -> seen().size() >= 4 && acknowledged() == 3);
        // The connection was cut after "b" had been seen, and before its answer: the key tells that it is the same.
        assertThat(seen())
                .containsExactly(
                        "[\"orders\",\"a\",\"orders-0-0\"]",
                        "[\"orders\",\"b\",\"orders-0-1\"]",
                        "[\"orders\",\"b\",\"orders-0-1\"]",
                        "[\"orders\",\"c\",\"orders-0-2\"]");
        assertThat(context.errant).isEmpty();
    }

    @Test
    void whatTheServerRefusesIsADeadLetter() {
        start(Map.of());
        server.ask("answer", Map.of("error", "no such order"), "ok");
        put("a", "b");
        until(() -> acknowledged() == 1);
        assertThat(context.errant.keySet()).extracting(SinkRecord::value).containsExactly("a");
        assertThat(context.errant.values())
                .singleElement()
                .satisfies(why -> assertThat(why).hasMessageContaining("no such order"));
    }

    @Test
    void binaryArrivesAsSuch() {
        start(Map.of("namespace", "/other", "idempotency.key", "false"));
        task.put(List.of(new SinkRecord("orders", 0, null, null, Schema.BYTES_SCHEMA, new byte[] {1, 2}, 0)));
        until(() -> acknowledged() == 1);
        assertThat(seen()).containsExactly("[\"orders\",{\"type\":\"Buffer\",\"data\":[1,2]}]");
    }

    @Test
    void aRecordThatIsLargerThanTheServerTakesIsADeadLetterAndCutsNoConnection() {
        start(Map.of());
        put("a".repeat(1_000_000), "b");
        until(() -> acknowledged() == 1);
        assertThat(context.errant.values())
                .singleElement()
                .satisfies(why -> assertThat(why).hasMessageContaining("maxPayload of 1000000"));
        assertThat(context.metric("retries-total")).isEqualTo(0L);
    }

    @Test
    void aNamespaceThatIsRefusedTooOftenMakesItsRecordsDeadLetters() {
        start(Map.of("auth", "{\"refuse\":true}", "on.refused", "retry", "retries", "2", "reconnect.backoff.ms", "20"));
        put("a");
        until(() -> !context.errant.isEmpty());
        assertThat(context.errant.values())
                .singleElement()
                .satisfies(why -> assertThat(why)
                        .hasMessage("The record was not sent: The server refuses the namespace /: not you"
                                + " (given up after failure 3, since retries is 2)"));
    }

    @Test
    void aTaskHasAThousandNamespacesAtMost() {
        start(Map.of("namespace", "/${key}", "on.refused", "retry", "max.in.flight", "1001", "retries", "0"));
        task.put(IntStream.rangeClosed(0, 1000)
                .mapToObj(i ->
                        new SinkRecord("orders", 0, Schema.STRING_SCHEMA, "many-" + i, Schema.STRING_SCHEMA, "a", i))
                .toList());
        until(() -> acknowledged() == 1000);
        assertThat(context.errant.values())
                .singleElement()
                .satisfies(why -> assertThat(why)
                        .hasMessageContaining("at most 1000 namespaces")
                        .hasMessageContaining("/many-1000"));
    }

    @Test
    void stoppingDoesNotWaitForAFrozenServerThoughARecordDoes() throws Exception {
        try (NodeFeed frozen = new NodeFeed(Map.of())) {
            frozen.listenWithPings(25_000, 20_000);
            start(Map.of("server", frozen.url()));
            put("a");
            until(() -> acknowledged() == 1);
            frozen.freeze();
            put("b");
            assertTimeout(Duration.ofSeconds(15), task::stop); // 2 s at most, but for a machine that stands still
            assertThat(acknowledged()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatRefusesFailsTheTaskWithItsReason() {
        start(Map.of("auth", "{\"refuse\":true}"));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> {
                    put("a");
                    until(() -> false);
                })
                .withMessageContaining("not you");
    }

    private void start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("server", server.url()));
        settings.putAll(more);
        context.assigned.add(PARTITION);
        task.initialize(context);
        task.start(settings);
        task.open(context.assigned);
    }

    private void put(String... values) {
        for (int i = 0; i < values.length; i++) {
            task.put(List.of(new SinkRecord("orders", 0, null, null, Schema.STRING_SCHEMA, values[i], i)));
        }
    }

    private void until(BooleanSupplier done) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> { // a put waits itself
                            task.put(List.of());
                            return done.getAsBoolean();
                        });
    }

    private List<String> seen() {
        return server.ask("seen").valueStream().map(Object::toString).toList();
    }

    private long acknowledged() {
        return (Long) context.metric("acknowledged-records-total");
    }
}
