package io.curlew.interop.emitter;

import io.curlew.emitter.Redis;
import io.curlew.emitter.jedis.JedisRedis;
import io.curlew.emitter.lettuce.LettuceRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The two Redis clients that the emitter comes with. */
enum Driver {
    LETTUCE {
        @Override
        Opened open(RedisServer server) {
            // By default the delay grows, up to half a minute.
            ClientResources resources = ClientResources.builder()
                    .reconnectDelay(Delay.constant(Duration.ofMillis(50)))
                    .build();
            RedisClient client = RedisClient.create(resources, server.uri());
            LettuceRedis redis = LettuceRedis.connect(client);
            return new Opened(redis, () -> {
                redis.close();
                client.shutdown();
                resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
            });
        }
    },
    JEDIS {
        @Override
        Opened open(RedisServer server) {
            redis.clients.jedis.RedisClient client = redis.clients.jedis.RedisClient.create(server.uri());
            JedisRedis redis = JedisRedis.on(client);
            return new Opened(redis, () -> {
                redis.close();
                client.close();
            });
        }
    };

    abstract Opened open(RedisServer server);

    /** A connection, and how to close it. */
    record Opened(Redis redis, Runnable onClose) implements AutoCloseable {
        @Override
        public void close() {
            onClose.run();
        }
    }
}
