package io.curlew.emitter.jedis;

import io.curlew.emitter.Redis;
import io.curlew.engineio.loop.Subscription;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Redis by Jedis 8. Jedis waits for each reply, so a thread of this sends the commands, all that wait at once; another
 * one listens as long as there is something to listen to, and one more for sharded Pub/Sub. No command is sent twice:
 * one that the loss of a connection befalls fails.
 */
public final class JedisRedis implements Redis, AutoCloseable {
    private final CommandThread commands;
    private final SubscriberThread plain;
    private final SubscriberThread sharded;

    private JedisRedis(RedisClient client) {
        this.commands = new CommandThread(client::pipelined);
        this.plain = new SubscriberThread(client.getPool(), PlainPubSub::new);
        this.sharded = new SubscriberThread(client.getPool(), ShardedPubSub::new);
    }

    /** Uses connections of the client's pool, three at most. Closing this leaves the client open. */
    public static JedisRedis on(RedisClient client) {
        return new JedisRedis(client);
    }

    @Override
    public CompletionStage<?> call(List<byte[]> command) {
        return commands.call(command);
    }

    @Override
    public CompletionStage<Subscription> subscribe(Channel channel, Consumer<byte[]> messages) {
        return (channel.sharded() ? sharded : plain).subscribe(channel.name(), messages);
    }

    @Override
    public boolean isErrorReply(Throwable failure) {
        return failure instanceof JedisDataException;
    }

    /** Ends the threads. Commands that wait fail. */
    @Override
    public void close() {
        commands.close();
        plain.close();
        sharded.close();
    }
}
