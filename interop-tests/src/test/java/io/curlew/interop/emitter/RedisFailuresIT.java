package io.curlew.interop.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.curlew.emitter.EmitFailedException;
import io.curlew.emitter.Emitter;
import io.curlew.emitter.lettuce.LettuceRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Redis that refuses, and one that is away for a while. */
@NeedsRedis
class RedisFailuresIT {
    private static final Duration LONG = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void whatRedisRefusesFailsTheCallAndTheCauseSaysWhy(Driver driver) {
        try (RedisServer redis = new RedisServer();
                Driver.Opened opened = driver.open(redis)) {
            call(opened, "ACL SETUSER default -xadd -publish -subscribe");
            for (Kind kind : List.of(Kind.PUB_SUB, Kind.STREAMS)) {
                try (Emitter emitter =
                        Emitter.builder(opened.redis()).adapter(kind.adapter()).build()) {
                    assertFails(emitter.emit("x")).havingCause().withMessageContaining("NOPERM");
                    assertFails(emitter.emitWithAck(LONG, "x")).havingCause().withMessageContaining("NOPERM");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRedisThatIsAwayFailsCallsInTimeAndIsFoundAgain(Driver driver) {
        try (RedisServer redis = new RedisServer();
                NodeServers servers = new NodeServers(redis, Kind.PUB_SUB, 1, false);
                Driver.Opened opened = driver.open(redis);
                Emitter emitter = Emitter.builder(opened.redis())
                        .redisTimeout(Duration.ofSeconds(1))
                        .build();
                Member member = new Member(servers.url(0), "/", "member", "red")) {
            awaitAnswer(emitter); // the first call connects, too, for which the time may be too short
            redis.kill();
            assertFails(emitter.emit("x"));
            assertFails(emitter.emitWithAck(LONG, "ask", new byte[1]));
            redis.restart();
            awaitAnswer(emitter);
            assertThat(member.socket().connected()).isTrue();
        }
    }

    private static void awaitAnswer(Emitter emitter) {
        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(emitter.emitWithAck(Duration.ofSeconds(1), "ask", new byte[1])
                                .join()
                                .all())
                        .hasSize(1));
    }

    @Test
    void whenLettuceGetsNoSecondConnectionItsFirstIsClosed() {
        try (RedisServer redis = new RedisServer();
                RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisConnection<String, String> other = client.connect()) {
            String set = other.sync().configSet("maxclients", "2");
            assertThat(set).isEqualTo("OK");
            assertThatExceptionOfType(RedisException.class).isThrownBy(() -> LettuceRedis.connect(client));
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(other.sync().clientList().lines()).hasSize(1));
        }
    }

    private static ThrowableAssertAlternative<?> assertFails(CompletableFuture<?> call) {
        return assertThat(call)
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(EmitFailedException.class);
    }

    private static void call(Driver.Opened opened, String command) {
        List<byte[]> words = Stream.of(command.split(" ", -1))
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
        opened.redis().call(words).toCompletableFuture().join();
    }
}
