package io.curlew.interop.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.emitter.Answers;
import io.curlew.emitter.Emitter;
import io.curlew.emitter.MissingAnswersException;
import io.curlew.emitter.MissingAnswersException.Reason;
import io.curlew.interop.Scale;
import io.curlew.interop.Values;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything an emitter can do, against two servers with each adapter. */
@NeedsRedis
@ParameterizedClass
@MethodSource("pairs")
class EmitterIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final byte[] BYTES = {1, 2, 3};

    private static RedisServer redis;
    private static NodeServers servers;
    private static Driver.Opened opened;

    private final Kind kind;
    private Emitter emitter;
    private Member first; // on the first server, in "red" and "both"
    private Member second; // on the second server, in "blue" and "both"
    private Member admin; // on the first server, in another namespace

    EmitterIT(Kind kind, Driver driver) {
        this.kind = kind;
    }

    /** In the ordinary build each adapter and each Redis client; what differs by both is in the other tests here. */
    static Stream<Arguments> pairs() {
        return Stream.of(Kind.values()).flatMap(kind -> {
            boolean jedisFirst = kind == Kind.SHARDED;
            return Stream.of(jedisFirst ? Driver.JEDIS : Driver.LETTUCE, jedisFirst ? Driver.LETTUCE : Driver.JEDIS)
                    .limit(Scale.of(1, 2))
                    .map(driver -> Arguments.of(kind, driver));
        });
    }

    @BeforeParameterizedClassInvocation
    static void startServers(Kind kind, Driver driver) {
        redis = new RedisServer();
        servers = new NodeServers(redis, kind, 2, false);
        opened = driver.open(redis);
    }

    @BeforeEach
    void connect() {
        emitter = Emitter.builder(opened.redis()).adapter(kind.adapter()).build();
        first = new Member(servers.url(0), "/", "first", "red", "both");
        second = new Member(servers.url(1), "/", "second", "blue", "both");
        admin = new Member(servers.url(0), "/admin", "admin", "red");
    }

    @AfterEach
    void disconnect() {
        emitter.close();
        first.close();
        second.close();
        admin.close();
        soon().until(() -> sockets(0, "/") + sockets(1, "/") + sockets(0, "/admin") == 0);
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(LONG);
    }

    private int sockets(int server, String namespace) {
        return (int) servers.node(server).ask("sockets", Map.of("namespace", namespace));
    }

    @AfterParameterizedClassInvocation
    static void stopServers() {
        opened.close();
        servers.close();
        redis.close();
    }

    @Test
    void everyKindOfValueArrives() throws InterruptedException {
        Map<String, Object> object = Map.of("text", "é😀\"\n", "bytes", BYTES, "list", List.of(1, 2.5, true));
        emitter.emit("all", 1, -1L, 1.5, 4_294_967_296L, "x".repeat(70_000), null, List.of(), object, BYTES)
                .join();
        List<Object> expected = Values.comparable(
                Arrays.asList("all", 1, -1, 1.5, 4_294_967_296L, "x".repeat(70_000), null, List.of(), object, BYTES));
        assertThat(first.next()).isEqualTo(expected);
        assertThat(second.next()).isEqualTo(expected);
        emitter.of("/admin").emit(Member.LAST).join();
        admin.assertNothingButLast();
    }

    @Test
    void roomsSayWho() throws InterruptedException {
        emitter.to("red").emit("to red").join();
        emitter.to("red", "blue").to("both").emit("to all").join();
        emitter.except("red").emit("not to red").join();
        emitter.in("both").except("blue").emit("to both but blue").join();
        emitter.to("nobody").emit("to nobody").join();
        emitter.to(second.socket().id().orElseThrow()).emit("to one").join();
        emitter.emit(Member.LAST).join();
        assertThat(first.next()).containsExactly("to red");
        assertThat(first.next()).containsExactly("to all");
        assertThat(first.next()).containsExactly("to both but blue");
        first.assertNothingButLast();
        assertThat(second.next()).containsExactly("to all");
        assertThat(second.next()).containsExactly("not to red");
        assertThat(second.next()).containsExactly("to one");
        second.assertNothingButLast();
    }

    @Test
    void aNamespaceIsAWorldOfItsOwn() throws InterruptedException {
        emitter.of("admin").to("red").emit("to red").join();
        emitter.of("/admin").emit(Member.LAST).join();
        emitter.emit(Member.LAST).join();
        assertThat(admin.next()).containsExactly("to red");
        admin.assertNothingButLast();
        first.assertNothingButLast();
    }

    @Test
    void volatileAndCompressedEventsArrive() throws InterruptedException {
        emitter.emit("ready").join(); // an event that comes too soon behind another is what servers may drop
        assertThat(first.next()).containsExactly("ready");
        assertThat(second.next()).containsExactly("ready");
        emitter.volatileEvent().compress(true).emit("cursor", 1, BYTES).join();
        assertThat(first.next()).containsExactly("cursor", 1, ByteBuffer.wrap(BYTES));
        assertThat(second.next()).containsExactly("cursor", 1, ByteBuffer.wrap(BYTES));
        emitter.to("red").compress(false).volatileEvent().emit("cursor", 2).join();
        assertThat(first.next()).containsExactly("cursor", 2);
    }

    @Test
    void socketsJoinAndLeave() {
        emitter.in("red").socketsJoin("new", "newer").join();
        soon().untilAsserted(() -> assertThat(first.rooms()).contains("new", "newer"));
        emitter.in("new").except("blue").socketsLeave("new", "both").join();
        soon().untilAsserted(() -> assertThat(first.rooms()).containsExactlyInAnyOrder("red", "newer"));
        assertThat(second.rooms()).containsExactlyInAnyOrder("blue", "both");
    }

    @Test
    void socketsAreDisconnected() {
        emitter.in("blue").disconnectSockets(false).join();
        soon().until(() -> !second.socket().connected());
        assertThat(first.socket().connected()).isTrue();
        emitter.of("/admin").disconnectSockets(true).join();
        soon().until(() -> sockets(0, "/admin") == 0 || !admin.socket().connected());
    }

    @Test
    void serversAreTold() {
        emitter.serverSideEmit("tell", 1, "é", List.of(true)).join();
        assertThat(servers.told()).containsOnly(List.of(1, "é", List.of(true)));
        emitter.of("/admin").serverSideEmit("tell", BYTES).join();
        Object arrives = kind == Kind.PUB_SUB
                ? Map.of("type", "Buffer", "data", List.of(1, 2, 3)) // as from the official emitter
                : ByteBuffer.wrap(BYTES);
        assertThat(servers.told()).containsOnly(List.of(arrives));
    }

    @Test
    void serversAnswer() {
        Answers answers = emitter.serverSideEmitWithAck(LONG, "ask", 1, "two").join();
        assertThat(answers.all().stream().map(args -> args.get(0, Map.class)))
                .containsExactlyInAnyOrder(
                        Map.of("name", "server 0", "args", List.of(1, "two")),
                        Map.of("name", "server 1", "args", List.of(1, "two")));
    }

    @Test
    void clientsAnswer() {
        Answers answers = emitter.emitWithAck(LONG, "ask", BYTES).join();
        assertThat(answers.servers()).isEqualTo(2);
        assertThat(answers.all().stream().map(args -> args.get(0, String.class)))
                .containsExactlyInAnyOrder("first", "second");
        assertThat(answers.all()).allMatch(args -> args.size() == 1); // servers pass on no more
        Answers some =
                emitter.of("/admin").to("red").emitWithAck(LONG, "ask", BYTES).join();
        assertThat(some.all()).hasSize(1);
        assertThat(emitter.to("nobody").emitWithAck(LONG, "ask", BYTES).join().all())
                .isEmpty();
    }

    @Test
    void whoDoesNotAnswerIsMissing() {
        Duration brief = Duration.ofMillis(100);
        assertThat(missing(() -> emitter.emitWithAck(brief, "no answer").join()).reason())
                .isEqualTo(Reason.TIMEOUT);
        assertThat(missing(() -> emitter.serverSideEmitWithAck(brief, "silence").join())
                        .reason())
                .isEqualTo(Reason.TIMEOUT);
    }

    private static MissingAnswersException missing(Runnable call) {
        try {
            call.run();
        } catch (CompletionException e) {
            return (MissingAnswersException) e.getCause();
        }
        throw new AssertionError("nothing is missing");
    }

    @Test
    void theReceiptTellsWhatRedisDid() {
        if (kind == Kind.STREAMS) {
            assertThat(emitter.emit("x").join().offset().orElseThrow()).matches("\\d+-\\d+");
        } else {
            assertThat(emitter.emit("x").join().subscribers()).hasValue(2);
        }
    }
}
