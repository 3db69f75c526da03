package io.curlew.interop.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.emitter.Emitter;
import io.curlew.emitter.Receipt;
import io.curlew.interop.Scale;
import io.curlew.socketio.client.Disconnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connection state recovery with the Redis Streams adapter: what is emitted has an offset, and is not missed. */
@NeedsRedis
class OffsetsIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MISSED = Scale.of(50, 2000);

    /** In the ordinary build one: an offset is the server's work, whoever emits. */
    static Stream<Driver> drivers() {
        return Stream.of(Driver.values()).limit(Scale.of(1, 2));
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void whoWasAwayGetsWhatWasEmittedMeanwhileOnceAndInOrder(Driver driver) throws InterruptedException {
        try (RedisServer redis = new RedisServer();
                NodeServers servers = new NodeServers(redis, Kind.STREAMS, 1, true);
                Driver.Opened opened = driver.open(redis);
                Emitter emitter = Emitter.builder(opened.redis())
                        .adapter(Kind.STREAMS.adapter())
                        .build();
                Member witness = new Member(servers.url(0), "/", "witness");
                Member member = Member.thatStaysAway(servers.url(0), "member", "red")) {
            Receipt receipt = emitter.to("red").emit("before").join();
            assertThat(member.next()).startsWith("before");
            await().atMost(LONG).until(() -> member.socket().offset().equals(receipt.offset()));

            CompletableFuture<Disconnection> lost = new CompletableFuture<>();
            member.socket().onDisconnect(lost::complete);
            member.socket().emit("cut");
            assertThat(lost).succeedsWithin(LONG);
            IntStream.range(0, MISSED).forEach(number -> {
                emitter.to("red").emit("missed", number).join();
                emitter.to("blue").emit("for others").join();
                emitter.to("red")
                        .volatileEvent()
                        .emit("volatile")
                        .join(); // may be missed; the adapter sends it all the same
            });
            Receipt last = emitter.emit(Member.LAST).join();
            // While the server has still to read entries for its other clients, a recovery makes it send them twice.
            witness.awaitLast();
            member.socket().connect().join();

            int next = 0;
            for (String name = ""; !name.equals(Member.LAST); ) {
                var event = member.next();
                name = (String) event.get(0);
                assertThat(name).isNotEqualTo("for others");
                if (name.equals("missed")) {
                    assertThat(event.get(1)).isEqualTo(next++);
                }
            }
            assertThat(next).isEqualTo(MISSED);
            assertThat(member.socket().recovered()).isTrue();
            await().atMost(LONG).until(() -> member.socket().offset().equals(last.offset()));
        }
    }
}
