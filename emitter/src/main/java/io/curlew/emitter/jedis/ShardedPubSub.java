package io.curlew.emitter.jedis;

import redis.clients.jedis.BinaryJedisShardedPubSub;
import redis.clients.jedis.Connection;

/** Sharded Pub/Sub, of Redis 7. */
final class ShardedPubSub extends BinaryJedisShardedPubSub implements PubSub {
    private final Listener listener;

    ShardedPubSub(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void listen(Connection connection, byte[] channel) {
        proceed(connection, channel);
    }

    @Override
    public void add(byte[] channel) {
        ssubscribe(channel);
    }

    @Override
    public void remove(byte[] channel) {
        sunsubscribe(channel);
    }

    @Override
    public void onSSubscribe(byte[] channel, int count) {
        listener.subscribed(channel);
    }

    @Override
    public void onSMessage(byte[] channel, byte[] message) {
        listener.arrived(channel, message);
    }
}
