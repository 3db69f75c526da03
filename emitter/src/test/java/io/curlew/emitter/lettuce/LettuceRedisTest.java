package io.curlew.emitter.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.emitter.Redis;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LettuceRedisTest {
    private final List<String> closed = new ArrayList<>();
    private final List<Object> listeners = new ArrayList<>();

    /** A connection of which only the end matters, and fails. */
    private <C> C connection(Class<C> type) {
        Object made = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("close")) {
                closed.add(type.getSimpleName());
                throw new IllegalStateException("can't close the " + type.getSimpleName());
            }
            if (method.getName().equals("addListener")) {
                listeners.add(args[0]);
            } else if (method.getName().equals("removeListener")) {
                listeners.remove(args[0]);
            }
            return null;
        });
        return type.cast(made);
    }

    @SuppressWarnings("unchecked")
    private StatefulRedisConnection<byte[], byte[]> commands() {
        return connection(StatefulRedisConnection.class);
    }

    @SuppressWarnings("unchecked")
    private StatefulRedisPubSubConnection<byte[], byte[]> subscriptions() {
        return connection(StatefulRedisPubSubConnection.class);
    }

    @Test
    void bothConnectionsAreClosedThoughTheFirstCloseFails() {
        LettuceRedis redis = LettuceRedis.owning(commands(), this::subscriptions);
        assertThatThrownBy(redis::close).hasMessageStartingWith("can't close");
        assertThat(closed).containsExactly("StatefulRedisConnection", "StatefulRedisPubSubConnection");
    }

    @Test
    void aConnectionOfTheProgramIsListenedToNoMore() {
        LettuceRedis redis = LettuceRedis.on(commands(), subscriptions());
        assertThat(listeners).hasSize(1);
        redis.close();
        assertThat(listeners).isEmpty();
        assertThat(closed).isEmpty();
        assertThat(redis.subscribe(new Redis.Channel("x", false), message -> {}).toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void anErrorClosesTheFirstConnectionAndIsTheOneThatIsThrown() {
        Error noSecond = new NoClassDefFoundError("on purpose");
        assertThatThrownBy(() -> LettuceRedis.owning(commands(), () -> {
                    throw noSecond;
                }))
                .isSameAs(noSecond)
                .satisfies(failed -> assertThat(failed.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("can't close the StatefulRedisConnection"));
        assertThat(closed).containsExactly("StatefulRedisConnection");
    }
}
