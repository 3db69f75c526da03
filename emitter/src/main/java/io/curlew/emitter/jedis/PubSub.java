package io.curlew.emitter.jedis;

import redis.clients.jedis.Connection;

/** The two kinds of Pub/Sub, for which Jedis has classes that know nothing of each other. */
interface PubSub {

    /** Subscribes, and listens until no channel is left. */
    void listen(Connection connection, byte[] channel);

    /** Subscribes to another channel, from any thread, while it listens. */
    void add(byte[] channel);

    /** Leaves a channel, from any thread, while it listens. */
    void remove(byte[] channel);

    /** What is told. */
    interface Listener {
        void subscribed(byte[] channel);

        void arrived(byte[] channel, byte[] message);
    }
}
