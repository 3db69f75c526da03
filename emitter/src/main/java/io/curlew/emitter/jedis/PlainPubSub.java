package io.curlew.emitter.jedis;

import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;

/** Pub/Sub as it always was. */
final class PlainPubSub extends BinaryJedisPubSub implements PubSub {
    private final Listener listener;

    PlainPubSub(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void listen(Connection connection, byte[] channel) {
        proceed(connection, channel);
    }

    @Override
    public void add(byte[] channel) {
        subscribe(channel);
    }

    @Override
    public void remove(byte[] channel) {
        unsubscribe(channel);
    }

    @Override
    public void onSubscribe(byte[] channel, int count) {
        listener.subscribed(channel);
    }

    @Override
    public void onMessage(byte[] channel, byte[] message) {
        listener.arrived(channel, message);
    }
}
