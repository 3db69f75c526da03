package io.curlew.emitter;

/** The adapter of the servers, with its options. */
public sealed interface ServerAdapter {

    /** Returns the Redis adapter, {@code createAdapter} of {@code @socket.io/redis-adapter}, with its defaults. */
    static PubSub pubSub() {
        return PubSub.DEFAULTS;
    }

    /**
     * Returns the Redis adapter with sharded Pub/Sub, {@code createShardedAdapter} of {@code @socket.io/redis-adapter},
     * with its defaults.
     */
    static Sharded sharded() {
        return Sharded.DEFAULTS;
    }

    /**
     * Returns the Redis Streams adapter, {@code createAdapter} of {@code @socket.io/redis-streams-adapter}, with its
     * defaults.
     */
    static Streams streams() {
        return Streams.DEFAULTS;
    }

    /**
     * The Redis adapter, version 8, on Pub/Sub. A server misses what is published while it is disconnected from Redis.
     *
     * @param key the prefix of its channels, the adapter's option {@code key}; {@code socket.io} by default
     */
    record PubSub(String key) implements ServerAdapter {
        private static final PubSub DEFAULTS = new PubSub("socket.io");

        /** Returns this adapter with another option {@code key}. */
        public PubSub withKey(String other) {
            return new PubSub(other);
        }
    }

    /**
     * The Redis adapter, version 8, on the sharded Pub/Sub of Redis 7.
     *
     * @param channelPrefix the prefix of its channels; {@code socket.io} by default
     * @param subscriptionMode which rooms have a channel of their own; {@code DYNAMIC} by default
     */
    record Sharded(String channelPrefix, SubscriptionMode subscriptionMode) implements ServerAdapter {
        private static final Sharded DEFAULTS = new Sharded("socket.io", SubscriptionMode.DYNAMIC);

        /** The adapter's option {@code subscriptionMode}. */
        public enum SubscriptionMode {
            /** {@code static}: no room has one. */
            STATIC,
            /** {@code dynamic}: all rooms except those that contain only one socket's own id. */
            DYNAMIC,
            /** {@code dynamic-private}: all rooms. */
            DYNAMIC_PRIVATE
        }

        /** Returns this adapter with another option {@code channelPrefix}. */
        public Sharded withChannelPrefix(String other) {
            return new Sharded(other, subscriptionMode);
        }

        /** Returns this adapter with another option {@code subscriptionMode}. */
        public Sharded withSubscriptionMode(SubscriptionMode other) {
            return new Sharded(channelPrefix, other);
        }
    }

    /**
     * The Redis Streams adapter, version 0.3. A stream keeps events for a while, so that a server that was disconnected
     * reads them later, and a client that reconnects receives the events it missed (connection state recovery).
     *
     * @param streamName the adapter's option of that name; {@code socket.io} by default
     * @param streamCount the number of streams that share the namespaces; 1 by default
     * @param channelPrefix the prefix of its channels: events that ask for answers, and events for servers, use
     *     Pub/Sub; {@code socket.io} by default
     * @param useShardedPubSub whether it uses sharded Pub/Sub for these; not by default
     * @param maxLen the approximate number of entries that Redis keeps in a stream; 10 000 by default
     */
    record Streams(String streamName, int streamCount, String channelPrefix, boolean useShardedPubSub, int maxLen)
            implements ServerAdapter {
        private static final Streams DEFAULTS = new Streams("socket.io", 1, "socket.io", false, 10_000);

        /**
         * Checks the options.
         *
         * @throws IllegalArgumentException when a number is less than 1
         */
        public Streams {
            atLeastOne("streamCount", streamCount);
            atLeastOne("maxLen", maxLen);
        }

        /** Returns this adapter with another option {@code streamName}. */
        public Streams withStreamName(String other) {
            return new Streams(other, streamCount, channelPrefix, useShardedPubSub, maxLen);
        }

        /** Returns this adapter with another option {@code streamCount}. */
        public Streams withStreamCount(int other) {
            return new Streams(streamName, other, channelPrefix, useShardedPubSub, maxLen);
        }

        /** Returns this adapter with another option {@code channelPrefix}. */
        public Streams withChannelPrefix(String other) {
            return new Streams(streamName, streamCount, other, useShardedPubSub, maxLen);
        }

        /** Returns this adapter with another option {@code useShardedPubSub}. */
        public Streams withUseShardedPubSub(boolean other) {
            return new Streams(streamName, streamCount, channelPrefix, other, maxLen);
        }

        /** Returns this adapter with another option {@code maxLen}. */
        public Streams withMaxLen(int other) {
            return new Streams(streamName, streamCount, channelPrefix, useShardedPubSub, other);
        }

        private static void atLeastOne(String option, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(option + " must be at least 1");
            }
        }
    }
}
