package io.curlew.emitter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Redis adapter with sharded Pub/Sub: JSON, or MessagePack when there is binary, on the channel of the namespace.
 */
final class ShardedWire extends ClusterWire {
    private static final int SOCKET_ID_LENGTH = 20;

    private final ServerAdapter.Sharded adapter;

    ShardedWire(ServerAdapter.Sharded adapter) {
        super(adapter.channelPrefix(), true);
        this.adapter = adapter;
    }

    @Override
    public Command broadcast(Target target, List<@Nullable Object> data) {
        Redis.Channel channel = servers(target.namespace());
        if (target.rooms().size() == 1 && hasChannel(target.roomList().get(0))) {
            channel = new Redis.Channel(channel.name() + target.roomList().get(0) + "#", true);
        }
        Map<String, Object> content = ClusterMessages.broadcast(target, data);
        return publish(channel, ClusterMessages.BROADCAST, content, EMITTER, target.namespace());
    }

    /** Rooms that look like the id of a socket are not in every mode expected to have one. */
    private boolean hasChannel(String room) {
        return switch (adapter.subscriptionMode()) {
            case STATIC -> false;
            case DYNAMIC -> room.length() != SOCKET_ID_LENGTH;
            case DYNAMIC_PRIVATE -> true;
        };
    }

    @Override
    public Command join(Target target, List<String> rooms) {
        return publish(ClusterMessages.JOIN, ClusterMessages.rooms(target, rooms), EMITTER, target.namespace());
    }

    @Override
    public Command leave(Target target, List<String> rooms) {
        return publish(ClusterMessages.LEAVE, ClusterMessages.rooms(target, rooms), EMITTER, target.namespace());
    }

    @Override
    public Command disconnect(Target target, boolean close) {
        Map<String, Object> content = ClusterMessages.disconnect(target, close);
        return publish(ClusterMessages.DISCONNECT, content, EMITTER, target.namespace());
    }

    @Override
    byte[] encode(Map<String, Object> message, Map<String, Object> content) {
        return ClusterMessages.hasBinary(content)
                ? MessagePack.write(message, MessagePack.Library.NOTEPACK)
                : JavaScriptJson.write(message);
    }
}
