package io.curlew.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.OutgoingPacket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SinkTaskTest {
    private static final TopicPartition ZERO = new TopicPartition("orders", 0);
    private static final TopicPartition ONE = new TopicPartition("orders", 1);

    private final FakeSinkContext context = new FakeSinkContext();
    private final FakeTarget target = new FakeTarget();
    private Instant now = Instant.EPOCH;
    private final SocketIoSinkTask task =
            new SocketIoSinkTask((config, wake, clock) -> target, () -> now, Duration.ZERO);

    @Test
    void aRecordIsAnEventWithItsPlaceAsKey() {
        start(Map.of());
        target.answer = "[]";
        put(record(0, 7, "hello"));
        assertThat(target.emitted).containsExactly("/ orders [hello, orders-0-7]");
        assertThat(committable(ZERO, 8)).isEqualTo(8);
    }

    @Test
    void nothingIsCommittedThatWasNotAcknowledged() {
        start(Map.of());
        put(record(0, 7, "a"), record(0, 8, "b"));
        assertThat(target.emitted).hasSize(1);
        assertThat(task.preCommit(Map.of(ZERO, new OffsetAndMetadata(9)))).isEmpty();
        assertThat(context.paused).contains(ZERO);
        target.answers.get(0).complete(args("[]"));
        put();
        assertThat(committable(ZERO, 9)).isEqualTo(8);
        assertThat(target.emitted).hasSize(2);
        target.answers.get(1).complete(args("[]"));
        put();
        assertThat(committable(ZERO, 9)).isEqualTo(9);
        assertThat(context.paused).isEmpty();
    }

    @Test
    void partitionsDoNotWaitForEachOther() {
        start(Map.of());
        put(record(0, 1, "slow"), record(1, 5, "quick"));
        assertThat(target.emitted).hasSize(2);
        target.answers
                .get(target.emitted.indexOf("/ orders [quick, orders-1-5]"))
                .complete(args("[]"));
        put();
        assertThat(committable(ONE, 6)).isEqualTo(6);
        assertThat(task.preCommit(Map.of(ZERO, new OffsetAndMetadata(2)))).doesNotContainKey(ZERO);
    }

    @Test
    void whatIsNotAnsweredIsSentAgainWithTheSameKeyBeforeWhatFollows() {
        start(Map.of("retry.backoff.ms", "1000", "retry.backoff.max.ms", "1000"));
        put(record(0, 1, "a"), record(0, 2, "b"));
        target.answers.get(0).completeExceptionally(new IllegalStateException("no answer"));
        put();
        assertThat(target.emitted).hasSize(1);
        now = now.plusSeconds(2);
        target.answer = "[]";
        put();
        assertThat(target.emitted)
                .containsExactly("/ orders [a, orders-0-1]", "/ orders [a, orders-0-1]", "/ orders [b, orders-0-2]");
        assertThat(context.metric("retries-total")).isEqualTo(1L);
    }

    @Test
    void theServersReasonGoesWithARefusedRecordToTheDeadLetters() {
        start(Map.of());
        target.answer = "[{\"error\":\"no such order\"}]";
        put(record(0, 1, "a"));
        put();
        assertThat(context.errant.values())
                .singleElement()
                .satisfies(why -> assertThat(why).hasMessage("The server refuses the record: no such order"));
        assertThat(committable(ZERO, 2)).isEqualTo(2);
    }

    @Test
    void aRecordIsGivenUpAfterItsLastRetry() {
        start(Map.of("retries", "1", "retry.backoff.ms", "1", "retry.backoff.max.ms", "1"));
        put(record(0, 1, "a"));
        target.answers.get(0).completeExceptionally(new IllegalStateException("no answer"));
        put();
        now = now.plusSeconds(1);
        put();
        target.answers.get(1).completeExceptionally(new IllegalStateException("no answer again"));
        put();
        assertThat(context.errant.values())
                .singleElement()
                .satisfies(why -> assertThat(why)
                        .hasMessage("The server does not acknowledge the record: no answer again"
                                + " (given up after failure 2, since retries is 1)"));
    }

    @Test
    void aServerThatAcknowledgesNothingFailsTheTaskAfterTenRetries() {
        context.hasReporter = false;
        start(Map.of());
        put(record(0, 1, "a"));
        for (int failure = 1; failure <= 11; failure++) {
            target.answers.get(failure - 1).completeExceptionally(new IllegalStateException("no answer"));
            put();
            now = now.plusSeconds(60);
            if (failure < 11) {
                put();
            }
            assertThat(target.emitted).hasSize(Math.min(failure + 1, 11));
        }
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(this::put)
                .withMessageContaining("orders-0-1")
                .havingCause()
                .withMessageContaining("no answer (given up after failure 11, since retries is 10)");
        assertThat(task.preCommit(Map.of(ZERO, new OffsetAndMetadata(2)))).isEmpty();
    }

    @Test
    void aRecordForWhichThereIsNoRoomWaitsAndThatIsNoAttempt() {
        start(Map.of("retries", "0"));
        target.full = true;
        put(record(0, 1, "a"));
        now = now.plusSeconds(1);
        put();
        target.full = false;
        put();
        assertThat(target.emitted).isEmpty();
        now = now.plusSeconds(1);
        target.answer = "[]";
        put();
        assertThat(committable(ZERO, 2)).isEqualTo(2);
        assertThat(context.errant).isEmpty();
        assertThat(context.metric("retries-total")).isEqualTo(0L);
    }

    @Test
    void withoutAPlaceForErrantRecordsTheNextPutFailsTheTask() {
        context.hasReporter = false;
        start(Map.of());
        target.answer = "[{\"error\":true}]";
        put(record(0, 1, "a"), record(0, 2, "b"));
        assertThatExceptionOfType(ConnectException.class).isThrownBy(this::put).withMessageContaining("orders-0-1");
        assertThat(target.emitted).hasSize(1);
    }

    @Test
    void aRecordThatFailsWhileOffsetsAreCommittedFailsTheTaskInTheNextPut() {
        context.hasReporter = false;
        start(Map.of("max.in.flight", "2"));
        put(record(0, 7, "a"), record(0, 8, "b"));
        target.answers.get(0).complete(args("[]"));
        target.answers.get(1).complete(args("[{\"error\":\"no such order\"}]"));
        assertThat(committable(ZERO, 9)).isEqualTo(8); // and does not throw, which the worker would only log
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(this::put)
                .withMessageContaining("orders-0-8")
                .withStackTraceContaining("no such order");
        assertThat(committable(ZERO, 9)).isEqualTo(8);
        assertThat(context.metric("errant-records-total")).isEqualTo(1L);
    }

    @Test
    void aRecordBeyondTheToleranceIsReportedOnceAndFailsTheTask() {
        context.tolerant = false;
        start(Map.of());
        put(record(0, 7, "a"));
        target.answers.get(0).complete(args("[{\"error\":\"no such order\"}]"));
        assertThat(task.preCommit(Map.of(ZERO, new OffsetAndMetadata(8)))).isEmpty();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(this::put)
                    .withMessage("Tolerance exceeded");
        }
        assertThat(context.reports).isEqualTo(1);
    }

    @Test
    void aRefusedNamespaceFailsTheNextPutAndWhatWasAcknowledgedIsCommitted() {
        start(Map.of("event", "e"));
        put(record(0, 7, "a"));
        target.answers.get(0).complete(args("[]"));
        target.refusal = new ConnectException("The server refuses namespace /: not you");
        put(record(1, 5, "b")); // and does not throw, or the worker would not commit the other one
        assertThat(committable(ZERO, 8)).isEqualTo(8);
        assertThatExceptionOfType(ConnectException.class).isThrownBy(this::put).withMessageContaining("not you");
    }

    @Test
    void aRecordWhoseNamespaceIsRefusedTooOftenIsReportedWithTheServersReason() {
        start(Map.of("namespace", "/${key}", "retries", "2"));
        target.ready = false;
        target.refusals = new Target.Refusals(5, new IllegalStateException("before"));
        put(record(0, 7, "a"));
        target.refusals = new Target.Refusals(7, new IllegalStateException("not you"));
        put();
        assertThat(context.errant).isEmpty();
        target.refusals = new Target.Refusals(8, new IllegalStateException("not you"));
        put();
        assertThat(context.errant.values())
                .singleElement()
                .satisfies(why -> assertThat(why)
                        .hasMessage("The record was not sent: not you (given up after failure 3, since retries is 2)"));
        target.ready = true;
        target.answer = "[]";
        put(record(0, 8, "b"));
        assertThat(committable(ZERO, 9)).isEqualTo(9);
    }

    @Test
    void aCommitSendsNothing() {
        start(Map.of());
        put(record(0, 7, "a"), record(0, 8, "b"));
        target.answers.get(0).complete(args("[]"));
        assertThat(committable(ZERO, 9)).isEqualTo(8);
        assertThat(target.emitted).hasSize(1); // the partition may be about to go to another task
    }

    @Test
    void aWorkerThatForgotToComeBackIsToldWhenItCommits() {
        start(Map.of());
        put(record(0, 7, "a"));
        assertThat(context.timeout).isPositive();
        context.timeout = -1; // as when the connector is paused, after which offsets are committed
        assertThat(task.preCommit(Map.of())).isEmpty();
        assertThat(context.timeout).isPositive();
        target.answers.get(0).complete(args("[]"));
        context.timeout = -1;
        assertThat(committable(ZERO, 8)).isEqualTo(8);
        assertThat(context.timeout).isEqualTo(-1);
    }

    @Test
    void nothingIsSentWhileNotConnected() {
        start(Map.of());
        target.ready = false;
        put(record(0, 1, "a"));
        assertThat(target.emitted).isEmpty();
        target.ready = true;
        target.answer = "[]";
        put();
        assertThat(target.emitted).hasSize(1);
        assertThat(context.metric("retries-total")).isEqualTo(0L);
    }

    @Test
    void whatGoesToAnotherTaskIsForgotten() {
        start(Map.of());
        put(record(0, 1, "a"), record(0, 2, "b"));
        task.close(List.of(ZERO));
        assertThat(target.answers.get(0)).isCancelled();
        put();
        assertThat(target.emitted).hasSize(1);
        assertThat(task.preCommit(Map.of())).isEmpty();
    }

    @Test
    void jsonIsReadAndNamesAreFilledIn() {
        start(Map.of("value.format", "json", "namespace", "/${topic}", "event", "e-${key}-${partition}"));
        target.answer = "[]";
        put(record(0, 1, "{\"a\":[1,null]}"));
        assertThat(target.emitted).containsExactly("/orders e-k-0 [{\"a\":[1,null]}, orders-0-1]");
    }

    @Test
    void theIdempotencyKeyNamesWhereTheRecordIsStoredAndNotWhatATransformationCallsIt() {
        start(Map.of("value.format", "json"));
        target.answer = "[]";
        SinkRecord stored = record(0, 1, "1");
        put(stored.newRecord("all", 0, Schema.STRING_SCHEMA, "k", Schema.STRING_SCHEMA, "1", 0L));
        assertThat(target.emitted)
                .singleElement()
                .satisfies(said -> assertThat(said).endsWith("[1, orders-0-1]"));
    }

    @Test
    void anAnswerThatCannotBeReadMakesTheRecordErrant() {
        start(Map.of("value.format", "json"));
        target.answer = "[{\"\\ud800\":1}]";
        put(record(0, 1, "1"));
        put();
        assertThat(context.errant).hasSize(1);
    }

    @Test
    void whatIsNoJsonIsErrantWithoutBeingQuoted() {
        start(Map.of("value.format", "json"));
        put(record(0, 1, "{secret"));
        put();
        assertThat(context.errant.values())
                .singleElement()
                .satisfies(why -> assertThat(why).hasMessage("the value is not valid JSON"));
    }

    @Test
    void anEmptyTextIsNoJson() {
        start(Map.of("value.format", "json"));
        put(record(0, 1, ""));
        put();
        assertThat(context.errant).hasSize(1);
        assertThat(target.emitted).isEmpty();
    }

    @Test
    void aKeyWithoutATextOfItsOwnNamesNoEvent() {
        start(Map.of("event", "e-${key}"));
        put(new SinkRecord("orders", 0, null, new byte[] {1}, null, "a", 1));
        put();
        assertThat(context.errant.values())
                .singleElement()
                .satisfies(why -> assertThat(why).hasMessageContaining("neither text nor number"));
        assertThat(target.emitted).isEmpty();
    }

    @Test
    void numbersThatJsonDoesNotHaveAreErrant() {
        start(Map.of());
        try (SocketIoClient client = ServerConfig.builder(
                        "http://localhost:1", new SinkConfig(Map.of("server", "http://a")))
                .build()) {
            target.encoder = client;
            put(new SinkRecord("orders", 0, null, "k", null, Map.of("a", Double.NaN), 1));
            put(new SinkRecord("orders", 0, null, "k", null, Map.of("a", Float.NEGATIVE_INFINITY), 2));
        }
        assertThat(context.errant.values()).hasSize(2).hasOnlyElementsOfType(ConversionException.class);
        assertThat(target.emitted).isEmpty();
        assertThat(committable(ZERO, 3)).isEqualTo(3);
    }

    @Test
    void anEventIsNotLargerThanTheServerTakes() {
        PayloadLimit limit = new PayloadLimit(ServerConfig.PARSER);
        OutgoingPacket event =
                new OutgoingPacket.Event("/", OptionalLong.empty(), "e", List.of("1234")); // 2["e","1234"]
        limit.opened(handshake(OptionalLong.of(14)));
        assertThat(limit.encode(event).size()).isEqualTo(13);
        limit.opened(handshake(OptionalLong.of(13)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit.encode(event))
                .withMessageContaining("14 bytes")
                .withMessageContaining("maxPayload of 13");
        limit.opened(handshake(OptionalLong.empty()));
        assertThat(limit.encode(event).size()).isEqualTo(13);
    }

    private static Handshake handshake(OptionalLong maxPayload) {
        return new Handshake("sid", List.of(), Duration.ofSeconds(1), Duration.ofSeconds(1), maxPayload);
    }

    @Test
    void structsAreObjects() {
        start(Map.of("idempotency.key", "false"));
        target.answer = "[]";
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("at", Timestamp.SCHEMA)
                .build();
        Struct struct = new Struct(schema).put("id", 7L).put("at", Timestamp.toLogical(Timestamp.SCHEMA, 1000L));
        put(new SinkRecord("orders", 0, null, "k", schema, struct, 1));
        put(new SinkRecord("orders", 0, null, "k", null, Map.of("list", Arrays.asList(1, null)), 2));
        assertThat(target.emitted).containsExactly("/ orders [{id=7, at=1000}]", "/ orders [{list=[1, null]}]");
    }

    @Test
    void mapsWithoutTextKeysAreErrant() {
        start(Map.of());
        put(new SinkRecord("orders", 0, null, "k", null, Map.of(1, 2), 1));
        put();
        assertThat(context.errant).hasSize(1);
    }

    private void start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("server", "http://localhost:1"));
        settings.putAll(more);
        context.assigned.addAll(List.of(ZERO, ONE));
        task.initialize(context);
        task.start(settings);
        task.open(List.of(ZERO, ONE));
    }

    private void put(SinkRecord... records) {
        task.put(List.of(records));
    }

    private long committable(TopicPartition partition, long current) {
        return task.preCommit(Map.of(partition, new OffsetAndMetadata(current)))
                .getOrDefault(partition, new OffsetAndMetadata(0))
                .offset();
    }

    private static SinkRecord record(int partition, long offset, String value) {
        return new SinkRecord(
                "orders",
                partition,
                Schema.STRING_SCHEMA,
                "k",
                Schema.STRING_SCHEMA,
                value,
                offset,
                0L,
                TimestampType.CREATE_TIME);
    }

    private static Args args(String json) {
        return Events.args("2[\"ack\"" + (json.equals("[]") ? "" : ",") + json.substring(1));
    }

    /** A server that answers as the test says, at once or later. */
    private static final class FakeTarget implements Target {
        final List<String> emitted = new ArrayList<>();
        final List<CompletableFuture<Args>> answers = new ArrayList<>();

        /** Refuses what can't be an event. */
        @Nullable
        SocketIoClient encoder;

        boolean ready = true;
        boolean full;
        Refusals refusals = Refusals.NONE;

        @Nullable
        ConnectException refusal;

        @Nullable
        String answer;

        @Override
        public boolean ready(String namespace) {
            if (refusal != null) {
                throw refusal;
            }
            return ready;
        }

        @Override
        public Refusals refusals(String namespace) {
            return refusals;
        }

        @Override
        public CompletableFuture<Args> emit(Emission emission) {
            if (full) {
                throw new BufferFullException("full");
            }
            if (encoder != null) {
                encoder.socket(emission.namespace())
                        .emit(emission.event(), emission.args().toArray());
            }
            emitted.add(emission.namespace() + " " + emission.event() + " " + emission.args());
            CompletableFuture<Args> future =
                    answer == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(args(answer));
            answers.add(future);
            return future;
        }

        @Override
        public void close() {}
    }
}
