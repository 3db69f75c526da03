package io.curlew.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.curlew.emitter.MissingAnswersException.Reason;
import io.curlew.engineio.loop.BufferFullException;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.ParseException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back on the channels of answers, which anybody who reaches Redis can write to. */
class AnswersTest {
    private static final String CHANNEL = "socket.io-response#/#";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LESS_SHORT = Duration.ofMillis(60);

    private final FakeRedis redis = new FakeRedis();
    private Emitter emitter = builder().build();

    private Emitter.Builder builder() {
        return Emitter.builder(redis).callbackExecutor(Runnable::run);
    }

    @Test
    void theyAreWholeWhenEachServerHasCountedAndEachClientAnswered() {
        redis.servers = 2;
        CompletableFuture<Answers> answers = emitter.to("r").emitWithAck(LONG, "ask", 1);
        count(1);
        answer("one");
        assertThat(answers).isNotDone();
        count(1);
        assertThat(answers).isNotDone();
        answer("two");
        assertThat(answers.join().all())
                .extracting(args -> args.get(0, String.class))
                .containsExactly("one", "two");
        assertThat(answers.join().servers()).isEqualTo(2);
        assertThat(answers.join()).hasToString("2 answers from 2 servers");
    }

    @Test
    void withoutClientsTheyAreWholeAtOnce() {
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(0);
        assertThat(answers.join().all()).isEmpty();
    }

    @Test
    void withoutServersTheyAreWholeAtOnce() {
        redis.servers = 0;
        assertThat(emitter.emitWithAck(LONG, "ask").join().servers()).isZero();
        assertThat(redis.last()).as("sent all the same: Redis may know no more").startsWith("PUBLISH");
    }

    @Test
    void aServerMayAnswerOnTheEmittersOwnChannel() {
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        assertThat(redis.channels).containsOnlyKeys(CHANNEL, CHANNEL + redis.id("uid") + "#");
        redis.arrive(CHANNEL + redis.id("uid") + "#", counted(redis.id("requestId"), 0));
        assertThat(answers).isCompleted();
    }

    @Test
    void serversAnswerInJson() {
        redis.servers = 2;
        CompletableFuture<Answers> answers = emitter.of("/chat").serverSideEmitWithAck(LONG, "ask");
        String id = redis.id("requestId");
        String channel = "socket.io-response#/chat#";
        redis.arrive(channel, ("{\"type\":6,\"requestId\":\"" + id + "\",\"data\":{\"a\":[1,\"x\"]}}").getBytes(UTF_8));
        redis.arrive(channel, ("{\"type\":6,\"requestId\":\"" + id + "\"}").getBytes(UTF_8));
        assertThat(answers.join().all().get(0).json(0)).isEqualTo("{\"a\":[1,\"x\"]}");
        assertThat(answers.join().all().get(1).size()).isZero();
    }

    @Test
    void theServersOfNewerAdaptersAnswerOnOneChannel() {
        emitter = builder().adapter(ServerAdapter.streams()).build();
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        String channel = "socket.io#/#" + redis.id("uid") + "#";
        assertThat(redis.channels).containsOnlyKeys(channel);
        redis.arrive(channel, cluster(11, "clientCount", 1));
        redis.arrive(channel, cluster(12, "packet", new byte[] {1, 2}));
        assertThat(answers.join().all().get(0).binary(0)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        CompletableFuture<Answers> ofServers = emitter.serverSideEmitWithAck(LONG, "ask");
        redis.arrive(channel, cluster(10, "packet", "yes"));
        assertThat(ofServers.join().all().get(0).get(0, String.class)).isEqualTo("yes");
    }

    @Test
    void binaryComesAsBinary() {
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(1);
        answer(Map.of("bytes", new byte[] {7}));
        assertThat(answers.join().all().get(0).json(0)).isEqualTo("{\"bytes\":{\"_placeholder\":true,\"num\":0}}");
        assertThat(answers.join().all().get(0).get(0, Bytes.class).bytes()).containsExactly(7);
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] bytes) {}

    @Test
    void whatDoesNotComeInTimeIsMissing() {
        redis.servers = 2;
        MissingAnswersException missing = missing(emitter.emitWithAck(SHORT, "ask"));
        assertThat(missing.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(missing)
                .hasMessage(
                        "Answers to event \"ask\" are missing: no more came in 20 ms; 0 of 2 servers have reported their"
                                + " number of clients, and 0 of 0 clients have answered");
        assertThat(missing(emitter.serverSideEmitWithAck(SHORT, "ask")))
                .hasMessageEndingWith("; 0 of 2 servers have answered");
    }

    @Test
    void closingEndsTheWaitAndWhatCameIsThere() {
        redis.servers = 2;
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(2);
        answer("one");
        emitter.close();
        MissingAnswersException missing = missing(answers);
        assertThat(missing.reason()).isEqualTo(Reason.CLOSED);
        assertThat(missing)
                .hasMessageEndingWith(
                        "the emitter was closed; 1 of 2 servers have reported their number of clients, and 1"
                                + " of 2 clients have answered");
        assertThat(missing.answers().all()).hasSize(1);
        assertThat(redis.channels).isEmpty();
    }

    /** Two threads: one was let in, and gets to its turn when the other has closed. */
    @Test
    void whoeverAsksWhileTheEmitterIsClosedWaitsForNothing() {
        Settings settings = new Settings(JsonCodec.load(), 10, LONG, LONG, 10, 1000, 10, 1000, Runnable::run);
        Switchboard switchboard =
                new Switchboard(redis, new Line(redis, settings), Wires.of(ServerAdapter.pubSub()), settings, "uid");
        switchboard.close();
        Command command = Command.publish(new Redis.Channel("x", false), new byte[1]);
        Call call = new Call("ask", true, settings, new AtomicLong());
        assertThat(missing(switchboard.ask("/", command, "id", call, LONG)).reason())
                .isEqualTo(Reason.CLOSED);
        assertThat(redis.channels).isEmpty();
    }

    @Test
    void whoeverCancelsForgets() {
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        answers.cancel(false);
        count(1);
        answer("late");
        assertThat(answers).isCancelled();
    }

    @Test
    void moreThanTheLimitAllowsAreRefused() {
        emitter = builder().maxAnswers(2, 1000).build();
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(1_000_000);
        answer(1);
        answer(2);
        answer(3);
        assertThat(missing(answers))
                .hasMessageContaining("more came than 2 answers or 1000 bytes (the limit maxAnswers)")
                .extracting(MissingAnswersException::reason)
                .isEqualTo(Reason.REFUSED);
    }

    @Test
    void largerOnesThanTheLimitAllowsAreRefused() {
        emitter = builder().maxAnswers(10, 1000).build();
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(2);
        answer(new byte[600]);
        answer(new byte[600]);
        assertThat(missing(answers).answers().all()).hasSize(1);
    }

    /** Nothing is wrong with it, so it does not count as one that can't be read. */
    @Test
    void oneThatIsLargerThanTheLimitIsRefusedAtOnce() {
        emitter = builder().maxAnswers(10, 1000).build();
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(3);
        answer(List.of("x".repeat(2000), 1));
        assertThat(missing(answers)).hasNoCause().hasMessageContaining("the limit maxAnswers");
    }

    @Test
    void theLimitHoldsForAllEventsTogether() {
        emitter = builder().maxAnswers(10, 1000).build();
        CompletableFuture<Answers> first = emitter.emitWithAck(LONG, "ask");
        count(2);
        answer(new byte[600]);
        CompletableFuture<Answers> second = emitter.emitWithAck(LONG, "ask");
        count(2);
        answer(new byte[600]);
        assertThat(missing(second).reason()).isEqualTo(Reason.REFUSED);
        first.cancel(false);
        CompletableFuture<Answers> third = emitter.emitWithAck(LONG, "ask");
        count(1);
        answer(new byte[600]);
        assertThat(third.join().all()).hasSize(1);
    }

    @Test
    void emptyOnesTakeSomethingToo() {
        emitter = builder().maxAnswers(1000, 1000).build();
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(100);
        for (int i = 0; i < 100; i++) {
            answer(0);
        }
        assertThat(missing(answers).answers().all()).hasSize(7);
    }

    @Test
    void anAnswerThatCantBeReadFailsTheCallOnceTheOthersAreThere() {
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(3);
        answer(List.of(new byte[1], Map.of("_placeholder", true, "num", 3)));
        answer(nested(600));
        assertThat(answers).isNotDone();
        answer("good");
        MissingAnswersException missing = missing(answers);
        assertThat(missing.reason()).isEqualTo(Reason.REFUSED);
        assertThat(missing)
                .hasCauseInstanceOf(ParseException.class)
                .hasMessage(
                        "Answers to event \"ask\" are missing: 2 of them can't be read; 1 of 1 servers have reported"
                                + " their number of clients, and 3 of 3 clients have answered");
        assertThat(missing.answers().all()).hasSize(1);
    }

    @Test
    void aWaitThatEndsSaysWhatCouldNotBeRead() {
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(2);
        answer(nested(600));
        emitter.close();
        assertThat(missing(answers))
                .hasCauseInstanceOf(ParseException.class)
                .hasMessageContaining("the emitter was closed, and one of them can't be read; 1 of 1 servers");
    }

    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Test
    void moreUnreadableOnesThanTheLimitAllowsAreRefused() {
        emitter = builder().maxAnswers(1, 1000).build();
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(10);
        answer(nested(600));
        answer(nested(600));
        assertThat(missing(answers)).hasMessageContaining("the limit maxAnswers");
    }

    /** As when Lettuce sends an event again, after it has lost the connection. */
    @Test
    void aServerThatSaysItTwiceCountsOnce() {
        redis.servers = 2;
        emitter = builder().adapter(ServerAdapter.streams()).build();
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        String channel = "socket.io#/#" + redis.id("uid") + "#";
        redis.arrive(channel, cluster("one", 11, "clientCount", 0));
        redis.arrive(channel, cluster("one", 11, "clientCount", 0));
        assertThat(answers).isNotDone();
        redis.arrive(channel, cluster("two", 11, "clientCount", 0));
        assertThat(answers).isCompleted();
        CompletableFuture<Answers> ofServers = emitter.serverSideEmitWithAck(LONG, "ask");
        redis.arrive(channel, cluster("one", 10, "packet", 1));
        redis.arrive(channel, cluster("one", 10, "packet", 1));
        assertThat(ofServers).isNotDone();
        redis.arrive(channel, cluster("two", 10, "packet", 2));
        assertThat(ofServers.join().all()).hasSize(2);
    }

    @Test
    void aNumberOfClientsIsNeverBelieved() {
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(-100_000_000_000_000_000L);
        assertThat(answers.join().all()).isEmpty();
        answers = emitter.emitWithAck(LONG, "ask");
        count(100_000_000_000_000_000L);
        count(100_000_000_000_000_000L);
        emitter.close();
        assertThat(missing(answers)).hasMessageContaining("of 4294967294 clients");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"requestId\":7}",
                "{\"type\":8,\"requestId\":\"ID\"}",
                "{\"type\":8,\"requestId\":\"ID\",\"clientCount\":\"1\"}",
                "{\"type\":8,\"requestId\":\"ID\",\"clientCount\":1.5}",
                "{\"type\":8,\"requestId\":\"ID\",\"clientCount\":9223372036854775807}",
                "{\"type\":1,\"requestId\":\"ID\",\"rooms\":[]}",
                "{\"type\":4294967304,\"requestId\":\"ID\",\"clientCount\":0}", // 8 and 2 to the 32nd
                "{\"type\":8,\"requestId\":\"another\",\"clientCount\":0}",
                "\u0091\u0091"
            })
    void whatIsNoAnswerOfOursIsPassedOver(String message) {
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        String id = redis.id("requestId");
        redis.arrive(CHANNEL, message.replace("ID", id).getBytes(UTF_8));
        assertThat(answers).isNotDone();
        redis.arrive(CHANNEL, counted(id, 0));
        assertThat(answers).isCompleted();
    }

    @Test
    void theEventIsSentOnceRedisHasConfirmedTheSubscription() {
        CompletableFuture<Object> confirmed = new CompletableFuture<>();
        redis.subscribing = channel -> confirmed;
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        assertThat(redis.commands).isEmpty();
        confirmed.complete("");
        count(0);
        assertThat(answers).isCompleted();
    }

    @Test
    void whatCantBeListenedToIsNotSentAndTheNextTriesAgain() {
        redis.subscribing = channel -> CompletableFuture.failedFuture(new IllegalStateException("no"));
        assertThat(emitter.emitWithAck(LONG, "ask"))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(type(EmitFailedException.class))
                .matches(failure -> !failure.isPerhapsTaken());
        assertThat(redis.commands).isEmpty();
        redis.subscribing = channel -> CompletableFuture.completedFuture("");
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(0);
        assertThat(answers).isCompleted();
    }

    @Test
    void whatIsSubscribedToTooLateIsLeftAgain() {
        emitter = builder().redisTimeout(SHORT).build();
        CompletableFuture<Object> confirmed = new CompletableFuture<>();
        redis.subscribing = channel -> confirmed;
        assertThat(emitter.emitWithAck(LONG, "ask"))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(EmitFailedException.class);
        confirmed.complete("");
        assertThat(redis.channels).isEmpty();
    }

    @Test
    void aSubscriptionThatIsNotConfirmedInTimeIsCancelled() {
        emitter = builder().redisTimeout(SHORT).build();
        CompletableFuture<Object> never = new CompletableFuture<>();
        redis.subscribing = channel -> never;
        assertThat(emitter.emitWithAck(LONG, "ask")).failsWithin(LONG);
        assertThat(redis.asked).isNotEmpty().allMatch(CompletableFuture::isCancelled);
    }

    /** As when the connection is lost and nobody is told. */
    @Test
    void whereNothingIsHeardTheNextRequestSubscribesAgain() {
        emitter = builder().redisTimeout(SHORT).build();
        missing(emitter.emitWithAck(LESS_SHORT, "ask"));
        assertThat(redis.channels).isEmpty();
        CompletableFuture<Answers> next = emitter.emitWithAck(LONG, "ask");
        count(0);
        assertThat(next).isCompleted();
        assertThat(redis.asked).hasSize(4); // two channels, twice
    }

    /** Their listeners may take long. */
    @Test
    void serversThatAreSilentEndNoOtherRequest() {
        emitter = builder().redisTimeout(SHORT).build();
        CompletableFuture<Answers> patient = emitter.serverSideEmitWithAck(LONG, "ask");
        String id = redis.id("requestId");
        missing(emitter.serverSideEmitWithAck(LESS_SHORT, "ask"));
        redis.arrive(CHANNEL, ("{\"type\":6,\"requestId\":\"" + id + "\",\"data\":1}").getBytes(UTF_8));
        assertThat(patient).isCompleted();
    }

    @Test
    void whereThereAreNoServersOrOneIsHeardTheSubscriptionStays() {
        emitter = builder().redisTimeout(SHORT).build();
        redis.servers = 2;
        CompletableFuture<Answers> heard = emitter.emitWithAck(LESS_SHORT, "ask");
        count(1);
        missing(heard);
        assertThat(redis.channels).hasSize(2);
    }

    @Test
    void whatRedisRefusesFailsTheCall() {
        redis.replies = name -> CompletableFuture.failedFuture(new IllegalStateException("NOPERM"));
        assertThat(emitter.emitWithAck(LONG, "ask"))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(EmitFailedException.class)
                .havingCause()
                .withMessage("NOPERM");
    }

    @Test
    void aCountThatIsRefusedLeavesOpenWhetherTheEventIsSent() {
        CompletableFuture<Object> counting = new CompletableFuture<>();
        redis.replies = name -> name.equals("PUBSUB") ? counting : CompletableFuture.completedFuture(1L);
        redis.errorReplies = true;
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        counting.completeExceptionally(new IllegalStateException("NOPERM"));
        assertThat(answers)
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .withMessageMatching(
                        "Redis refused PUBSUB of \\d+ bytes; see the cause; the event itself may have been sent")
                .asInstanceOf(type(EmitFailedException.class))
                .matches(EmitFailedException::isPerhapsTaken);
    }

    /** As it could be when another command is answered just then. */
    @Test
    void whatIsRefusedIsNotSentThoughThereIsRoomAMomentLater() {
        emitter = builder().maxPending(1, 1000).build();
        CompletableFuture<Object> confirmed = new CompletableFuture<>();
        redis.subscribing = channel -> confirmed;
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        CompletableFuture<Object> reply = new CompletableFuture<>();
        redis.replies = name -> reply;
        CompletableFuture<Receipt> other = emitter.emit("x");
        CompletableFuture<?> refused = answers.whenComplete((none, full) -> reply.complete(1L));
        confirmed.complete("");
        assertThat(refused).failsWithin(LONG).withThrowableThat().havingCause().isInstanceOf(BufferFullException.class);
        assertThat(other).isCompleted();
        assertThat(redis.commands).hasSize(1);
    }

    @Test
    void soManyRequestsMayWaitAndNoMore() {
        emitter = builder().maxPending(1, 1000).build();
        CompletableFuture<Answers> first = emitter.emitWithAck(LONG, "ask");
        assertThat(emitter.emitWithAck(LONG, "ask"))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(BufferFullException.class);
        first.cancel(false);
        assertThat(emitter.emitWithAck(LONG, "ask")).isNotDone();
    }

    @Test
    void aTimeoutHasToBeOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.emitWithAck(Duration.ZERO, "ask"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emitter.serverSideEmitWithAck(Duration.ofDays(-1), "ask"));
        assertThat(emitter.emitWithAck(Duration.ofSeconds(Long.MAX_VALUE), "ask"))
                .isNotDone();
    }

    @Test
    void anAnswerIsReadAsItsTypeAndTheExceptionNamesIt() {
        CompletableFuture<Answers> answers = emitter.emitWithAck(LONG, "ask");
        count(1);
        answer("text");
        Args answer = answers.join().all().get(0);
        assertThatExceptionOfType(ConversionException.class).isThrownBy(() -> answer.get(0, int.class));
    }

    private static MissingAnswersException missing(CompletableFuture<Answers> answers) {
        try {
            answers.join();
        } catch (CompletionException e) {
            return (MissingAnswersException) e.getCause();
        }
        throw new AssertionError("nothing is missing");
    }

    private void count(long clients) {
        redis.arrive(CHANNEL, counted(redis.id("requestId"), clients));
    }

    private static byte[] counted(String requestId, long clients) {
        return ("{\"type\":8,\"requestId\":\"" + requestId + "\",\"clientCount\":" + clients + "}").getBytes(UTF_8);
    }

    private void answer(Object packet) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", 9);
        message.put("requestId", redis.id("requestId"));
        message.put("packet", packet);
        redis.arrive(CHANNEL, MessagePack.write(message, MessagePack.Library.NOTEPACK));
    }

    private byte[] cluster(int type, String name, @Nullable Object value) {
        return cluster("a server", type, name, value);
    }

    private byte[] cluster(String server, int type, String name, @Nullable Object value) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("requestId", redis.id("requestId"));
        data.put(name, value);
        return MessagePack.write(Map.of("type", type, "data", data, "uid", server), MessagePack.Library.MSGPACK);
    }
}
