package io.curlew.emitter.lettuce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.emitter.Redis;
import io.curlew.engineio.loop.Subscription;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Redis by Lettuce 7: one connection for commands, which many of them share, and one for subscriptions. Lettuce
 * connects again when one is lost, and then sends what it had not sent, or what was not answered, which may so arrive
 * twice.
 */
public final class LettuceRedis implements Redis, AutoCloseable {
    private final StatefulRedisConnection<byte[], byte[]> commands;
    private final StatefulRedisPubSubConnection<byte[], byte[]> subscriptions;
    private final Runnable onClose;
    private final Messages arrivals = new Messages();
    private final Map<Channel, List<Consumer<byte[]>>> listeners = new ConcurrentHashMap<>();
    private boolean closed; // guarded by the listeners, as their coming and going is

    private LettuceRedis(
            StatefulRedisConnection<byte[], byte[]> commands,
            StatefulRedisPubSubConnection<byte[], byte[]> subscriptions,
            Runnable onClose) {
        this.commands = commands;
        this.subscriptions = subscriptions;
        this.onClose = onClose;
        subscriptions.addListener(arrivals);
    }

    /**
     * Opens two connections to the Redis that the client was made for. Closing this closes them, and leaves the client
     * open.
     *
     * @throws io.lettuce.core.RedisException when there is no connection
     */
    public static LettuceRedis connect(RedisClient client) {
        return owning(client.connect(ByteArrayCodec.INSTANCE), () -> client.connectPubSub(ByteArrayCodec.INSTANCE));
    }

    /** Opens two connections to this Redis; see {@link #connect(RedisClient)}. */
    public static LettuceRedis connect(RedisClient client, RedisURI uri) {
        return owning(
                client.connect(ByteArrayCodec.INSTANCE, uri), () -> client.connectPubSub(ByteArrayCodec.INSTANCE, uri));
    }

    /**
     * Uses connections that the program has, such as those of Sentinel or to a master and its replicas. Closing this
     * leaves them open, and unsubscribes from its channels.
     */
    public static LettuceRedis on(
            StatefulRedisConnection<byte[], byte[]> commands,
            StatefulRedisPubSubConnection<byte[], byte[]> subscriptions) {
        return new LettuceRedis(commands, subscriptions, () -> {});
    }

    /** Has the first connection, which it closes, too, when the second can't be opened. */
    static LettuceRedis owning(
            StatefulRedisConnection<byte[], byte[]> commands,
            Supplier<StatefulRedisPubSubConnection<byte[], byte[]>> second) {
        try {
            StatefulRedisPubSubConnection<byte[], byte[]> subscriptions = second.get();
            return new LettuceRedis(commands, subscriptions, () -> close(commands, subscriptions));
        } catch (Throwable noSecond) {
            try {
                commands.close();
            } catch (Throwable notClosed) {
                noSecond.addSuppressed(notClosed);
            }
            throw noSecond;
        }
    }

    private static void close(StatefulRedisConnection<?, ?> commands, StatefulRedisPubSubConnection<?, ?> second) {
        try {
            commands.close();
        } finally {
            second.close();
        }
    }

    @Override
    public CompletionStage<?> call(List<byte[]> command) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        command.stream().skip(1).forEach(args::add);
        return commands.async().dispatch(new Keyword(command.get(0)), new ReplyOutput(), args);
    }

    @Override
    public CompletionStage<Subscription> subscribe(Channel channel, Consumer<byte[]> messages) {
        byte[] name = channel.name().getBytes(UTF_8);
        synchronized (listeners) { // so that Redis hears of subscribers in the order in which they come and go
            if (closed) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException("The connection to Redis was closed by the program"));
            }
            listeners
                    .computeIfAbsent(channel, first -> new CopyOnWriteArrayList<>())
                    .add(messages);
            try {
                RedisFuture<Void> subscribed = channel.sharded()
                        ? subscriptions.async().ssubscribe(name)
                        : subscriptions.async().subscribe(name);
                CompletableFuture<Subscription> given = subscribed
                        .<Subscription>thenApply(confirmed -> () -> unsubscribe(channel, name, messages))
                        .toCompletableFuture();
                var unused = given.whenComplete((subscription, failure) -> {
                    if (failure != null) { // it may have been cancelled
                        unsubscribe(channel, name, messages); // or the next try would hear all twice
                    }
                });
                return given;
            } catch (Throwable notAsked) { // an Error, too: the listener would stay
                unsubscribe(channel, name, messages);
                throw notAsked;
            }
        }
    }

    private void unsubscribe(Channel channel, byte[] name, Consumer<byte[]> messages) {
        synchronized (listeners) {
            List<Consumer<byte[]>> of = listeners.getOrDefault(channel, List.of());
            if (of.remove(messages) && of.isEmpty()) {
                listeners.remove(channel);
                leave(channel, name);
            }
        }
    }

    private void leave(Channel channel, byte[] name) {
        RedisFuture<Void> unused = channel.sharded()
                ? subscriptions.async().sunsubscribe(name)
                : subscriptions.async().unsubscribe(name);
    }

    @Override
    public boolean isErrorReply(Throwable failure) {
        return failure instanceof RedisCommandExecutionException;
    }

    @Override
    public void close() {
        try {
            leaveAll();
        } finally {
            onClose.run();
        }
    }

    /** The connection may be the program's, which goes on using it. */
    private void leaveAll() {
        synchronized (listeners) {
            closed = true;
            subscriptions.removeListener(arrivals);
            listeners.keySet().forEach(channel -> leave(channel, channel.name().getBytes(UTF_8)));
            listeners.clear();
        }
    }

    private void arrived(byte[] channel, boolean sharded, byte[] message) {
        listeners
                .getOrDefault(new Channel(new String(channel, UTF_8), sharded), List.of())
                .forEach(listener -> listener.accept(message));
    }

    /** What arrives on all channels. */
    private final class Messages extends RedisPubSubAdapter<byte[], byte[]> {
        @Override
        public void message(byte[] channel, byte[] message) {
            arrived(channel, false, message);
        }

        @Override
        public void smessage(byte[] channel, byte[] message) {
            arrived(channel, true, message);
        }
    }

    /** The name of a command. */
    private static final class Keyword implements ProtocolKeyword {
        private final byte[] name;

        Keyword(byte[] name) {
            this.name = name;
        }

        @Override
        public byte[] getBytes() {
            return name;
        }

        @Override
        public String toString() {
            return new String(name, UTF_8);
        }
    }
}
