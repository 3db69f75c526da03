package io.curlew.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.engineio.loop.BufferFullException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SourceTaskTest {
    private static final SessionId MAIN = new SessionId("http://one", "/");
    private static final Instant START = Instant.parse("2026-11-28T00:00:00Z");
    private static final RecordMetadata STORED = new RecordMetadata(new TopicPartition("numbers", 0), 0, 0, 0, 0, 0);

    private final FakeContext context = new FakeContext();
    private final Map<SessionId, FakeFeed> feeds = new LinkedHashMap<>();
    private final SettableClock clock = new SettableClock();
    private final SocketIoSourceTask task = new SocketIoSourceTask(
            (session, builder, wake) -> feeds.computeIfAbsent(session, unknown -> new FakeFeed()),
            clock,
            Duration.ZERO);

    @Test
    void aNewSessionBeginsWithARecordThatSaysSo() throws Exception {
        start(Map.of());
        accept(false);
        SourceRecord gap = only(polled());
        assertThat(gap.topic()).isEqualTo("socketio-gaps");
        assertThat(gap.value())
                .isEqualTo("{\"server\":\"http://one\",\"namespace\":\"/\",\"reason\":\"first-connect\",\"to\":"
                        + START.toEpochMilli() + "}");
        assertThat(gap.sourceOffset()).isEqualTo(Map.of("at", START.toEpochMilli()));
    }

    @Test
    void eachRecordCarriesTheRecoveryPointAfterItsEvent() throws Exception {
        flowing();
        feed().events.addAll(List.of(Events.number(1), Events.number(2)));
        List<SourceRecord> records = polled();
        assertThat(records).extracting(SourceRecord::value).containsExactly("[1,\"o1\"]", "[2,\"o2\"]");
        assertThat(records)
                .extracting(SourceRecord::sourceOffset)
                .containsExactly(
                        Map.of("at", START.toEpochMilli(), "offset", "o1", "point", "pid&o1"),
                        Map.of("at", START.toEpochMilli(), "offset", "o2", "point", "pid&o2"));
        assertThat(records.get(0).sourcePartition()).isEqualTo(Map.of("server", "http://one", "namespace", "/"));
    }

    @Test
    void thePartitionOfASessionIsTheSameTextInEveryWorker() throws Exception {
        flowing();
        feed().events.add(Events.number(1));
        assertThat(only(polled()).sourcePartition().toString()).isEqualTo("{server=http://one, namespace=/}");
    }

    @Test
    void anEventWithoutOffsetKeepsThePlaceOfTheOneBefore() throws Exception {
        flowing();
        Received asking = new Received(
                "ask", Events.args("27[\"ask\"]"), Optional.empty(), Optional.of(Events.point(1)), Optional.empty());
        feed().events.addAll(List.of(Events.number(1), asking));
        SourceRecord second = polled().get(1);
        assertThat(second.sourceOffset().get("point")).isEqualTo("pid&o1");
        assertThat(second.sourceOffset().get("offset")).isEqualTo("o1");
        assertThat(second.headers().lastWithName("socketio.offset")).isNull();
    }

    @Test
    void aTaskGoesOnWhereAnotherWas() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        start(Map.of());
        assertThat(feed().resumed).containsExactly(Events.point(7));
        accept(true);
        feed().events.add(Events.number(8));
        assertThat(only(polled()).value()).isEqualTo("[8,\"o8\"]");
        assertThat(context.metric("recoveries-total")).isEqualTo(1L);
        assertThat(context.metric("gaps-total")).isEqualTo(0L);
    }

    @Test
    void whatWasMissedIsTakenBeforeTheServersAnswer() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        start(Map.of());
        List<SourceRecord> before = new ArrayList<>(polled());
        feed().events.addAll(List.of(Events.number(8), Events.number(9)));
        before.addAll(polled());
        assertThat(before).extracting(SourceRecord::value).containsExactly("[8,\"o8\"]", "[9,\"o9\"]");
        accept(true);
        feed().events.add(Events.number(10));
        assertThat(only(polled()).value()).isEqualTo("[10,\"o10\"]");
        assertThat(context.metric("gaps-total")).isEqualTo(0L);
    }

    @Test
    void whatAFailedAttemptHasBroughtIsTakenBeforeTheNext() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        start(Map.of());
        List<SourceRecord> records = new ArrayList<>(polled());
        feed().fail(new IllegalStateException("unreachable"));
        records.addAll(polled());
        feed().events.add(Events.number(8));
        clock.now = clock.now.plusSeconds(60);
        records.addAll(polled());
        assertThat(only(records).value()).isEqualTo("[8,\"o8\"]");
        records.addAll(polled());
        accept(false);
        assertThat(only(polled()).value().toString()).contains("not-recovered", "\"fromOffset\":\"o8\"");
    }

    @Test
    void anEventThatMayHaveComeAfterTheAnswerWaitsForIt() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        start(Map.of());
        List<SourceRecord> records = new ArrayList<>(polled());
        feed().connected = true; // the future completes a moment later
        feed().events.add(Events.number(90));
        records.addAll(polled());
        assertThat(records).isEmpty();
        accept(false);
        assertThat(polled()).extracting(SourceRecord::topic).containsExactly("socketio-gaps", "numbers");
    }

    @Test
    void anEventAfterAnAnswerWhoseConnectionIsLostAlreadyWaitsForIt() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        start(Map.of());
        List<SourceRecord> records = new ArrayList<>(polled());
        feed().lose(); // the future completes a moment later
        feed().events.add(Events.numberOfAnother(90));
        records.addAll(polled());
        assertThat(records).isEmpty();
        feed().accept(false);
        feed().lose();
        assertThat(polled()).extracting(SourceRecord::topic).containsExactly("socketio-gaps", "numbers");
    }

    @Test
    void theRecordOfAGapDoesNotStoreAPointBehindTheEventAfterIt() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        start(Map.of());
        List<SourceRecord> records = new ArrayList<>(polled());
        feed().events.add(Events.numberOfAnother(90));
        records.addAll(polled());
        assertThat(records).isEmpty();
        accept(false);
        records.addAll(polled());
        assertThat(records.get(0).sourceOffset().get("point")).isNull();
        assertThat(records.get(0).sourceOffset().get("offset")).isEqualTo("o7");
        assertThat(records.get(1).sourceOffset().get("point")).isEqualTo("another&o90");
    }

    @Test
    void whileAnEventWaitsForTheAnswerThePollWaitsToo() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        FakeFeed counting = new FakeFeed() {
            @Override
            public boolean connected() {
                asked.incrementAndGet();
                return super.connected();
            }
        };
        feeds.put(MAIN, counting);
        start(Map.of());
        assertThat(polled()).isEmpty();
        counting.connected = true; // the future completes a moment later
        counting.events.add(Events.number(90));
        assertThat(polled()).isEmpty();
        assertThat(asked).hasValueLessThan(5);
    }

    @Test
    void anAttemptThatFailedIsFollowedByOneThatAsksForTheSame() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        start(Map.of());
        assertThat(polled()).isEmpty();
        feed().point = Optional.of(Events.point(7));
        feed().fail(new IllegalStateException("hung up"));
        assertThat(polled()).isEmpty();
        clock.now = clock.now.plusSeconds(60);
        assertThat(polled()).isEmpty();
        assertThat(feed().connects).hasSize(2);
        assertThat(feed().resumed).containsExactly(Events.point(7), Events.point(7));
    }

    @Test
    void whatTheServerDoesNotRecoverIsAGapBeforeTheEventsAfterIt() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        clock.now = START.plusSeconds(300);
        start(Map.of());
        accept(false);
        feed().events.add(Events.number(90));
        List<SourceRecord> records = polled();
        assertThat(records).extracting(SourceRecord::topic).containsExactly("socketio-gaps", "numbers");
        assertThat(records.get(0).value())
                .isEqualTo("{\"server\":\"http://one\",\"namespace\":\"/\",\"reason\":\"not-recovered\",\"from\":"
                        + START.toEpochMilli() + ",\"fromOffset\":\"o7\",\"to\":"
                        + clock.now.toEpochMilli() + "}");
        assertThat(context.metric("gaps-total")).isEqualTo(1L);
    }

    @Test
    void whoIsPatientAsksForTheRecoveryAgainAndGoesOnWhereItWas() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        start(Map.of("recovery.patience.ms", "10000"));
        accept(false);
        feed().events.add(Events.number(50)); // of the session that the server began instead
        assertThat(polled()).isEmpty();
        assertThat(feed().over).isTrue();
        clock.now = START.plusSeconds(2);
        assertThat(polled()).isEmpty();
        assertThat(feed().resumed).containsExactly(Events.point(7), Events.point(7));
        feed().events.add(Events.number(8));
        accept(true);
        assertThat(only(polled()).value()).isEqualTo("[8,\"o8\"]");
    }

    @Test
    void whenPatienceIsOverThereIsAGap() throws Exception {
        context.offsets.put(MAIN.partition(), stored(7));
        start(Map.of("recovery.patience.ms", "10000"));
        accept(false);
        assertThat(polled()).isEmpty();
        clock.now = START.plusSeconds(11);
        assertThat(polled()).isEmpty();
        accept(false);
        SourceRecord gap = only(polled());
        assertThat(gap.value().toString()).contains("\"reason\":\"not-recovered\"", "\"fromOffset\":\"o7\"");
    }

    @Test
    void aSessionThatWasConnectedWithoutARecoveryPointHasAGapEvenIfItSawNoEvent() throws Exception {
        context.offsets.put(MAIN.partition(), new Position(START, Optional.empty(), Optional.empty()).toMap());
        start(Map.of());
        accept(false);
        assertThat(only(polled()).value().toString()).contains("\"reason\":\"no-recovery-point\"");
    }

    @Test
    void aConnectionIsFollowedByTheNextWhenEachOfItsEventsIsARecord() throws Exception {
        start(Map.of("batch.max.records", "2"));
        accept(false);
        polled();
        IntStream.rangeClosed(1, 3).mapToObj(Events::number).forEach(feed().events::add);
        feed().over = true;
        assertThat(polled()).hasSize(2);
        assertThat(polled()).hasSize(1);
        clock.now = START.plus(Duration.ofMinutes(1));
        assertThat(polled()).isEmpty();
        clock.now = START.plus(Duration.ofMinutes(2));
        assertThat(polled()).isEmpty();
        assertThat(feed().connects).hasSize(2);
        feed().events.add(Events.number(9));
        accept(false);
        assertThat(polled()).extracting(SourceRecord::topic).containsExactly("socketio-gaps", "numbers");
    }

    @Test
    void aSessionWaitsLongerFromFailureToFailure() throws Exception {
        start(Map.of("reconnect.backoff.ms", "1000", "reconnect.backoff.max.ms", "4000"));
        int connects = 0;
        for (int second = 0; second < 20; second++) {
            polled();
            if (feed().connects.size() > connects) {
                connects = feed().connects.size();
                feed().fail(new IllegalStateException("unreachable"));
                polled();
            }
            clock.now = clock.now.plusSeconds(1);
        }
        assertThat(connects).isBetween(4, 10);
        assertThat(context.metric("failed-connects-total")).isEqualTo((long) connects);
    }

    @Test
    void eventsThatNobodyWantsMakeNoRecord() throws Exception {
        start(Map.of("events", "num*,other"));
        accept(false);
        polled();
        feed().events
                .add(new Received(
                        "noise", Events.args("2[\"noise\"]"), Optional.empty(), Optional.empty(), Optional.empty()));
        feed().events.add(Events.number(1));
        assertThat(only(polled()).value()).isEqualTo("[1,\"o1\"]");
        assertThat(context.metric("ignored-events-total")).isEqualTo(1L);
    }

    @Test
    void anEventThatFitsNoRuleIsToldInAGapRecord() throws Exception {
        start(Map.of("topic", "t-${/0/type}"));
        accept(false);
        polled();
        feed().events.add(Events.number(1));
        SourceRecord gap = only(polled());
        assertThat(gap.topic()).isEqualTo("socketio-gaps");
        assertThat(gap.value().toString()).contains("\"reason\":\"unfit\"", "the rule for the topic gives none");
        assertThat(gap.sourceOffset().get("point")).isEqualTo("pid&o1");
        assertThat(context.metric("unfit-events-total")).isEqualTo(1L);
    }

    @Test
    void anEventIsAcknowledgedWhenItsRecordIsCommitted() throws Exception {
        flowing();
        List<String> acked = new ArrayList<>();
        feed().events.add(asking(() -> acked.add("x")));
        SourceRecord record = only(polled());
        assertThat(acked).isEmpty();
        task.commitRecord(record, STORED);
        assertThat(acked).hasSize(1);
    }

    @Test
    void anAcknowledgementForWhichThereIsNoRoomIsSentAtTheNextPoll() throws Exception {
        flowing();
        AtomicInteger tries = new AtomicInteger();
        feed().events.add(asking(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new BufferFullException("full");
            }
        }));
        task.commitRecord(only(polled()), STORED);
        assertThat(tries).hasValue(1);
        for (int i = 0; i < 3; i++) {
            assertThat(polled()).isEmpty();
        }
        assertThat(tries).hasValue(3);
        assertThat(context.metric("unacknowledged-events-total")).isEqualTo(0L);
    }

    @Test
    void anAcknowledgementThatCannotBeSentIsCounted() throws Exception {
        flowing();
        feed().events.add(asking(() -> {
            throw new IllegalStateException("closed");
        }));
        task.commitRecord(only(polled()), STORED);
        assertThat(context.metric("unacknowledged-events-total")).isEqualTo(1L);
    }

    private static Received asking(Runnable ack) {
        return new Received("ask", Events.args("27[\"ask\"]"), Optional.empty(), Optional.empty(), Optional.of(ack));
    }

    @Test
    void anEventThatWasLeftOutOnTheWayToKafkaIsNotAcknowledged() throws Exception {
        flowing();
        List<String> acked = new ArrayList<>();
        feed().events.add(asking(() -> acked.add("x")));
        task.commitRecord(only(polled()), null);
        assertThat(acked).isEmpty();
    }

    @Test
    void anEventThatJacksonCannotReadIsUnfit() throws Exception {
        start(Map.of("topic", "t-${/0/symbol}"));
        accept(false);
        polled();
        feed().events
                .add(new Received(
                        "odd",
                        Events.args("2[\"odd\",{\"\\ud800\":1,\"symbol\":\"A\"}]"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(only(polled()).topic()).isEqualTo("socketio-gaps");
        assertThat(context.metric("unfit-events-total")).isEqualTo(1L);
    }

    @Test
    void twoEventsThatSayTheSameAreTwo() throws Exception {
        flowing();
        feed().events.addAll(List.of(Events.number(1), Events.number(1)));
        List<SourceRecord> records = polled();
        Map<SourceRecord, String> byRecord = new HashMap<>();
        records.forEach(record -> byRecord.put(record, ""));
        assertThat(byRecord).hasSize(2);
    }

    @Test
    void sessionsBeginOneAfterTheOther() throws Exception {
        start(Map.of("servers", "http://one,http://two", "task.sessions", "0,1"));
        assertThat(polled()).isEmpty();
        assertThat(feeds.values()).extracting(feed -> feed.connects.size()).containsExactly(1, 0);
        clock.now = clock.now.plusMillis(10);
        assertThat(polled()).isEmpty();
        assertThat(feeds.values()).extracting(feed -> feed.connects.size()).containsExactly(1, 1);
    }

    @Test
    void sessionsTakeTurns() throws Exception {
        start(Map.of("servers", "http://one,http://two", "task.sessions", "0,1", "batch.max.records", "4"));
        clock.now = clock.now.plusMillis(10);
        polled();
        feeds.values().forEach(feed -> feed.accept(true));
        feeds.values()
                .forEach(feed ->
                        IntStream.rangeClosed(1, 10).mapToObj(Events::number).forEach(feed.events::add));
        assertThat(polled())
                .extracting(record -> String.valueOf(record.sourcePartition().get("server")))
                .containsExactlyInAnyOrder("http://one", "http://one", "http://two", "http://two");
    }

    @Test
    void anOffsetThatIsNoneOfOursFailsTheTask() {
        context.offsets.put(MAIN.partition(), Map.of("position", 7L));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> start(Map.of()))
                .withMessageContaining("http://one /")
                .withMessageContaining("\"at\"");
    }

    @Test
    void theSessionsOfATaskThatCannotStartAreClosed() {
        SessionId second = new SessionId("http://two", "/");
        context.offsets.put(second.partition(), Map.of("position", 7L));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> start(Map.of("servers", "http://one,http://two", "task.sessions", "0,1")));
        task.stop();
        assertThat(feed().closed).isTrue();
    }

    @Test
    void aTaskStartsThoughTheOneBeforeStillHasItsMetrics() throws Exception {
        SocketIoSourceTask before =
                new SocketIoSourceTask((session, builder, wake) -> new FakeFeed(), clock, Duration.ZERO);
        before.initialize(context);
        before.start(settings(Map.of()));
        flowing();
        assertThat(context.metric("connects-total")).isEqualTo(0L);
        context.removeMetrics();
        assertThat(polled()).isEmpty();
        assertThat(context.metric("connects-total")).isEqualTo(1L);
    }

    @Test
    void stoppingHangsUp() throws Exception {
        flowing();
        task.stop();
        assertThat(feed().closed).isTrue();
    }

    private void flowing() throws Exception {
        start(Map.of());
        accept(false);
        assertThat(polled()).hasSize(1);
    }

    private void start(Map<String, String> more) {
        task.initialize(context);
        task.start(settings(more));
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("servers", "http://one", "topic", "numbers"));
        settings.put(SourceConfig.TASK_SESSIONS, "0");
        settings.putAll(more);
        return settings;
    }

    /** Lets the task connect, and answers. */
    private void accept(boolean recovered) throws Exception {
        if (feed().connects.isEmpty()) {
            assertThat(polled()).isEmpty();
        }
        feed().accept(recovered);
    }

    private FakeFeed feed() {
        return Objects.requireNonNull(feeds.get(MAIN));
    }

    private static Map<String, Object> stored(int number) {
        return new Position(START, Optional.of("o" + number), Optional.of(Events.point(number))).toMap();
    }

    private List<SourceRecord> polled() throws InterruptedException {
        List<SourceRecord> records = task.poll();
        return records == null ? List.of() : records;
    }

    private static SourceRecord only(List<SourceRecord> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static final class SettableClock implements InstantSource {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }
    }
}
