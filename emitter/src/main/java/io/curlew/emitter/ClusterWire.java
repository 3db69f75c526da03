package io.curlew.emitter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the sharded adapter and the streams adapter have in common: their messages over Pub/Sub, and its channels. */
abstract class ClusterWire implements Wire {
    private final String channelPrefix;
    private final boolean sharded;

    /** @param sharded whether the channels are those of sharded Pub/Sub */
    ClusterWire(String channelPrefix, boolean sharded) {
        this.channelPrefix = channelPrefix;
        this.sharded = sharded;
    }

    /** Returns the bytes of a message with that content. */
    abstract byte[] encode(Map<String, Object> message, Map<String, Object> content);

    @Override
    public final Command broadcast(Target target, List<@Nullable Object> data, Asker asker) {
        Map<String, Object> content = ClusterMessages.broadcast(target, data, asker.requestId());
        return publish(ClusterMessages.BROADCAST, content, asker.uid(), target.namespace());
    }

    @Override
    public final Command toServers(String namespace, List<@Nullable Object> data) {
        return publish(ClusterMessages.TO_SERVERS, ClusterMessages.toServers(data), EMITTER, namespace);
    }

    @Override
    public final Command toServers(String namespace, List<@Nullable Object> data, Asker asker) {
        Map<String, Object> content = ClusterMessages.toServers(data, asker.requestId());
        return publish(ClusterMessages.TO_SERVERS, content, asker.uid(), namespace);
    }

    final Command publish(int type, Map<String, Object> content, String uid, String namespace) {
        return publish(servers(namespace), type, content, uid, namespace);
    }

    final Command publish(Redis.Channel channel, int type, Map<String, Object> content, String uid, String namespace) {
        return Command.publish(channel, encode(ClusterMessages.message(type, content, uid, namespace), content));
    }

    @Override
    public final Redis.Channel servers(String namespace) {
        return new Redis.Channel(channelPrefix + "#" + namespace + "#", sharded);
    }

    @Override
    public final List<Redis.Channel> answers(String namespace, String uid) {
        return List.of(new Redis.Channel(servers(namespace).name() + uid + "#", sharded));
    }

    @Override
    public final Optional<Response> read(byte[] message) {
        return ClusterMessages.read(message);
    }
}
