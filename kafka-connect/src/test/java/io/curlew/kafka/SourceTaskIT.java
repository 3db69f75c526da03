package io.curlew.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tasks without a worker, against npm's socket.io. */
@EnabledIf(value = "io.curlew.kafka.NodeFeed#canStart", disabledReason = "node is not on the PATH")
class SourceTaskIT {
    private static NodeFeed shared;

    private final FakeContext context = new FakeContext();
    private final List<SourceRecord> records = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private NodeFeed server = shared;
    private SocketIoSourceTask task = new SocketIoSourceTask();

    @BeforeAll
    static void startNode() {
        shared = new NodeFeed(Map.of());
    }

    @AfterAll
    static void stopNode() {
        shared.close();
    }

    @BeforeEach
    void listen() {
        shared.listen(Map.of());
    }

    @AfterEach
    void close() {
        task.stop();
        if (server != shared) {
            server.close();
        }
    }

    @Test
    void eventsBecomeRecordsInOrder() {
        start(Map.of());
        server.ask("start", 2000);
        pollUntil(() -> records.size() > 1000);
        int sent = server.ask("stop").asInt();
        pollUntil(() -> records.size() == sent);
        assertThat(numbers()).containsExactlyElementsOf(upTo(sent));
        assertThat(gaps).containsExactly("first-connect");
    }

    @Test
    void aTaskThatIsStoppedIsReplacedWithoutAGap() {
        start(Map.of());
        server.ask("start", 2000);
        for (int i = 1; i <= 5; i++) {
            int atLeast = i * 300;
            pollUntil(() -> records.size() > atLeast);
            replaceTask(Map.of());
        }
        int sent = server.ask("stop").asInt();
        pollUntil(() -> records.size() >= sent);
        assertThat(numbers()).containsExactlyElementsOf(upTo(sent));
        assertThat(gaps).containsExactly("first-connect");
        pollUntil(() -> (Long) context.metric("recoveries-total") == 1);
    }

    @Test
    void moreThanMayWaitIsRecoveredAtOnce() {
        start(Map.of());
        server.ask("burst", 10);
        pollUntil(() -> records.size() == 10);
        storeOffset();
        task.stop();
        context.removeMetrics();
        int sent = server.ask("burst", 3000).asInt();
        task = new SocketIoSourceTask();
        start(Map.of("incoming.max.events", "100"));
        pollUntil(() -> records.size() >= sent);
        assertThat(numbers()).containsExactlyElementsOf(upTo(sent));
        assertThat(gaps).containsExactly("first-connect");
        assertThat(context.metric("failed-connects-total")).isEqualTo(0L);
    }

    @Test
    void aPatientTaskWaitsForAServerThatStillSeesTheOneBefore() {
        start(Map.of());
        server.ask("start", 1000);
        pollUntil(() -> records.size() > 300);
        SocketIoSourceTask before = task;
        storeOffset();
        context.removeMetrics();
        task = new SocketIoSourceTask();
        start(Map.of("recovery.patience.ms", "20000", "reconnect.backoff.ms", "50", "reconnect.backoff.max.ms", "50"));
        pollUntil(() -> (Long) context.metric("connects-total") >= 2);
        before.stop();
        pollUntil(() -> (Long) context.metric("recoveries-total") == 1);
        int sent = server.ask("stop").asInt();
        pollUntil(() -> records.size() >= sent);
        assertThat(numbers()).containsExactlyElementsOf(upTo(sent));
        assertThat(gaps).containsExactly("first-connect");
    }

    @Test
    void aTaskIsWokenWhenItCanSeeTheAnswer() {
        AtomicReference<CompletableFuture<?>> connecting = new AtomicReference<>(new CompletableFuture<>());
        AtomicBoolean seen = new AtomicBoolean();
        CompletableFuture<String> url = new CompletableFuture<>();
        ClientFeed feed = new ClientFeed(
                new SessionId(server.url(), "/"),
                SocketIoClient.builder(server.url()).urlFromAsync(() -> url),
                () -> seen.compareAndSet(false, connecting.get().isDone()));
        connecting.set(feed.connect());
        url.complete(server.url());
        connecting.get().join();
        await().untilTrue(seen);
        CompletableFuture<?> unused = feed.close();
    }

    @Test
    void aConnectionThatEndsBeforeTheAnswerIsFollowedByOneThatIsRecovered() {
        cutAfterTenEventsThenHangUp(1);
        pollUntil(() -> records.size() == 20);
        assertThat(numbers()).containsExactlyElementsOf(upTo(20));
        assertThat(gaps).containsExactly("first-connect");
        assertThat(context.metric("failed-connects-total")).isEqualTo(1L);
        pollUntil(() -> (Long) context.metric("recoveries-total") == 1);
    }

    @Test
    void afterThreeHangUpsInARowTheRecoveryIsGivenUp() {
        cutAfterTenEventsThenHangUp(3);
        pollUntil(() -> gaps.size() == 2);
        assertThat(gaps).containsExactly("first-connect", "not-recovered");
        assertThat(context.metric("failed-connects-total")).isEqualTo(3L);
    }

    @Test
    void anEventThatTheClientCannotReadCostsNoMoreThanTheRecovery() {
        start(Map.of("reconnect.backoff.ms", "20", "reconnect.backoff.max.ms", "20"));
        server.ask("burst", 10);
        pollUntil(() -> records.size() == 10);
        server.ask("cut");
        server.ask("burst", 10);
        server.ask("unreadable");
        pollUntil(() -> gaps.size() == 2);
        assertThat(numbers()).containsExactlyElementsOf(upTo(20));
        assertThat(gaps).containsExactly("first-connect", "not-recovered");
        assertThat((Long) context.metric("failed-connects-total"))
                .as("with those of the client itself, which the task stops")
                .isGreaterThanOrEqualTo(3L);
        server.ask("burst", 1);
        pollUntil(() -> records.size() == 21);
    }

    private void cutAfterTenEventsThenHangUp(int hangUps) {
        start(Map.of("reconnect.backoff.ms", "20", "reconnect.backoff.max.ms", "20"));
        server.ask("burst", 10);
        pollUntil(() -> records.size() == 10);
        server.ask("hangUp", hangUps);
        server.ask("cut");
        server.ask("burst", 10);
    }

    @Test
    void aConnectionThatIsCutComesBackWithoutAGap() {
        start(Map.of("reconnect.backoff.ms", "20"));
        server.ask("start", 2000);
        for (int i = 1; i <= 5; i++) {
            int atLeast = records.size() + 100;
            pollUntil(() -> records.size() > atLeast);
            server.ask("cut");
        }
        int sent = server.ask("stop").asInt();
        pollUntil(() -> records.size() >= sent);
        assertThat(numbers()).containsExactlyElementsOf(upTo(sent));
        assertThat(gaps).containsExactly("first-connect");
    }

    @Test
    void aServerThatIsStartedAnewHasForgottenAndThatIsTold() {
        server = new NodeFeed(Map.of());
        start(Map.of("reconnect.backoff.ms", "20"));
        server.ask("emit", "/", "number", 1);
        pollUntil(() -> records.size() == 1);
        server.close();
        server = new NodeFeed(server.port(), Map.of());
        pollUntil(() -> gaps.size() == 2);
        server.ask("emit", "/", "number", 2);
        pollUntil(() -> records.size() == 2);
        assertThat(gaps).containsExactly("first-connect", "not-recovered");
        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void aServerWithoutRecoveryLeavesAGap() {
        server.listen(null);
        start(Map.of("reconnect.backoff.ms", "20"));
        server.ask("emit", "/", "number", 1);
        pollUntil(() -> records.size() == 1);
        server.ask("cut");
        pollUntil(() -> gaps.size() == 2);
        assertThat(gaps).containsExactly("first-connect", "no-recovery-point");
    }

    @Test
    void aServerGetsItsAnswerWhenTheRecordIsCommitted() {
        start(Map.of());
        CompletableFuture<Integer> answers = CompletableFuture.supplyAsync(
                () -> server.ask("ask", "question", 1).asInt());
        pollUntil(() -> records.size() == 1);
        assertThat(answers).isNotDone();
        commit(records.get(0));
        assertThat(answers.join()).isEqualTo(1);
        assertThat(records.get(0).value()).isEqualTo("[1]");
    }

    @Test
    void anAnswerForWhichTheConnectionIsGoneIsCounted() {
        start(Map.of("reconnect.backoff.ms", "20"));
        server.ask("emit", "/", "number", 0);
        server.ask("question", "number", 1);
        server.ask("question", "number", 2);
        pollUntil(() -> records.size() == 3);
        commit(records.get(1));
        assertThat(context.metric("unacknowledged-events-total")).isEqualTo(0L);
        server.ask("cut");
        pollUntil(() -> (Long) context.metric("recoveries-total") == 1); // as the session with the same id
        commit(records.get(2));
        assertThat(context.metric("unacknowledged-events-total")).isEqualTo(1L);
    }

    private void commit(SourceRecord record) {
        task.commitRecord(record, new RecordMetadata(new TopicPartition("t", 0), 0, 0, 0, 0, 0));
    }

    @Test
    void namespacesAreSessionsOfTheirOwn() {
        start(Map.of("namespaces", "/,/other", "task.sessions", "0,1", "key", "${namespace}"));
        pollUntil(() -> gaps.size() == 2);
        server.ask("emit", "/", "here", 1);
        server.ask("emit", "/other", "there", 2);
        pollUntil(() -> records.size() == 2);
        assertThat(records).extracting(SourceRecord::key).containsExactlyInAnyOrder("/", "/other");
    }

    @Test
    void binaryIsBytes() {
        start(Map.of("value.format", "bytes", "value.pointer", "/0"));
        server.ask("binary", "picture", 1, 2, 255);
        pollUntil(() -> records.size() == 1);
        assertThat(records.get(0).value()).isEqualTo(new byte[] {1, 2, (byte) 255});
    }

    @Test
    void aVolatileEventIsNoPlaceToGoOnFrom() {
        start(Map.of());
        server.ask("emit", "/", "number", 1);
        server.ask("volatile", "glimpse", 2);
        pollUntil(() -> records.size() == 2);
        assertThat(records.get(1).sourceOffset().get("point"))
                .isEqualTo(records.get(0).sourceOffset().get("point"));
    }

    @Test
    void aTaskThatCannotKeepUpSaysSoAndGoesOnWithoutAGap() {
        server.listenWithPings(1000, 1000);
        start(Map.of("incoming.max.events", "10", "reconnect.backoff.ms", "20", "reconnect.backoff.max.ms", "20"));
        server.ask("burst", 1);
        pollUntil(() -> records.size() == 1);
        int sent = server.ask("burst", 1000).asInt();
        await().until(() -> (Long) context.metric("waiting-events") >= 10);
        await().until(() -> server.ask("connected", "/").asInt() == 0); // for reading nothing
        pollUntil(() -> records.size() >= sent);
        assertThat(numbers()).containsExactlyElementsOf(upTo(sent));
        assertThat(gaps).containsExactly("first-connect");
        pollUntil(() -> (Long) context.metric("recoveries-total") > 0);
    }

    @Test
    void stoppingDoesNotWaitForAFrozenServer() throws Exception {
        server = new NodeFeed(Map.of());
        server.listenWithPings(25_000, 20_000);
        start(Map.of());
        server.freeze();
        assertTimeout(Duration.ofSeconds(15), task::stop); // 2 s at most, but for a machine that stands still
    }

    @Test
    void aServerThatRefusesFailsTheTaskWithItsReason() {
        start(Map.of("auth", "{\"refuse\":true}"), 0);
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> pollUntil(() -> false))
                .withMessageContaining("not you")
                .withMessageContaining(server.url());
    }

    private void start(Map<String, String> more) {
        start(more, 1);
    }

    private void start(Map<String, String> more, int sessions) {
        Map<String, String> settings = new HashMap<>(Map.of("servers", server.url(), "topic", "numbers"));
        settings.put(SourceConfig.TASK_SESSIONS, "0");
        settings.putAll(more);
        task.initialize(context);
        task.start(settings);
        if (sessions > 0 && records.isEmpty()) {
            pollUntil(() -> !gaps.isEmpty());
        }
    }

    /** As a worker does: what was polled is committed, and the next task begins there. */
    private void replaceTask(Map<String, String> more) {
        storeOffset();
        task.stop();
        context.removeMetrics();
        task = new SocketIoSourceTask();
        start(more);
    }

    private void storeOffset() {
        SourceRecord last = records.get(records.size() - 1);
        @SuppressWarnings("unchecked") // what the task makes them of
        Map<String, Object> offset = (Map<String, Object>) last.sourceOffset();
        context.offsets.put(last.sourcePartition(), offset);
    }

    private void pollUntil(BooleanSupplier done) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> { // a poll waits itself
                            List<SourceRecord> polled = task.poll();
                            for (SourceRecord record : polled == null ? List.<SourceRecord>of() : polled) {
                                if (record.topic().equals("socketio-gaps")) {
                                    gaps.add(record.value().toString().replaceAll(".*\"reason\":\"([^\"]*)\".*", "$1"));
                                } else {
                                    records.add(record);
                                }
                            }
                            return done.getAsBoolean();
                        });
    }

    private List<Integer> numbers() {
        return records.stream()
                .map(record -> Integer.valueOf(record.value().toString().replaceAll("\\[(\\d+).*", "$1")))
                .toList();
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
