package io.curlew.emitter;

/** Which adapter talks how. */
final class Wires {
    private Wires() {}

    static Wire of(ServerAdapter adapter) {
        if (adapter instanceof ServerAdapter.PubSub pubSub) {
            return new PubSubWire(pubSub);
        } else if (adapter instanceof ServerAdapter.Sharded sharded) {
            return new ShardedWire(sharded);
        }
        return new StreamsWire((ServerAdapter.Streams) adapter);
    }
}
