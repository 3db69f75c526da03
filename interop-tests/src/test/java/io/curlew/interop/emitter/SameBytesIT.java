package io.curlew.interop.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.emitter.Emitter;
import io.curlew.interop.Scale;
import io.curlew.interop.Values;
import io.curlew.interop.node.NodeProcess;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Redis is sent for the same calls, by us and by the official emitter; for adapters that have none, by a server,
 * which has then the name of an emitter.
 */
@NeedsRedis
class SameBytesIT {
    private static final int BATCHES = Scale.of(1, 100);
    private static final int CALLS = 100;

    @ParameterizedTest
    @EnumSource
    void redisIsSentTheSameBytesForTheSameCalls(Kind kind) throws Exception {
        try (RedisServer redis = new RedisServer();
                NodeServers servers = new NodeServers(redis, kind, 1, false);
                Driver.Opened opened = Driver.LETTUCE.open(redis);
                Monitor monitor = new Monitor(redis);
                Emitter emitter = Emitter.builder(opened.redis())
                        .adapter(kind.adapter())
                        .maxAttachments(1000)
                        .build()) {
            for (int batch = 0; batch < BATCHES; batch++) {
                List<EmitCall> calls = Stream.generate(new RandomCalls(batch)::next)
                        .limit(CALLS)
                        .toList();
                theirs(kind, redis, servers.node(0), calls);
                List<String> theirs = monitor.emitted(redis);
                calls.forEach(call -> call.perform(emitter));
                assertThat(theirs).hasSize(CALLS);
                assertThat(monitor.emitted(redis)).as("batch %s", batch).containsExactlyElementsOf(theirs);
            }
        }
    }

    private static void theirs(Kind kind, RedisServer redis, NodeProcess node, List<EmitCall> calls) {
        List<?> forNode = calls.stream().map(EmitCall::forNode).toList();
        Object wire = Values.comparable(forNode);
        if (kind == Kind.PUB_SUB) {
            node.ask("official", Map.of("redis", redis.port(), "calls", wire));
        } else {
            node.ask("asServer", Map.of("uid", "emitter", "calls", wire));
        }
    }
}
