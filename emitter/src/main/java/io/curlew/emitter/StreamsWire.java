package io.curlew.emitter;

import static io.curlew.emitter.Command.utf8;

import io.curlew.engineio.protocol.PeerText;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Redis Streams adapter: what has to last goes into a stream, as JSON, or as MessagePack in base64 when there is
 * binary; what wants answers, or is for servers, goes over Pub/Sub as MessagePack.
 */
final class StreamsWire extends ClusterWire {
    private final ServerAdapter.Streams adapter;

    StreamsWire(ServerAdapter.Streams adapter) {
        super(adapter.channelPrefix(), adapter.useShardedPubSub());
        this.adapter = adapter;
    }

    @Override
    public Command broadcast(Target target, List<@Nullable Object> data) {
        return append(ClusterMessages.BROADCAST, ClusterMessages.broadcast(target, data), target);
    }

    @Override
    public Command join(Target target, List<String> rooms) {
        return append(ClusterMessages.JOIN, ClusterMessages.rooms(target, rooms), target);
    }

    @Override
    public Command leave(Target target, List<String> rooms) {
        return append(ClusterMessages.LEAVE, ClusterMessages.rooms(target, rooms), target);
    }

    @Override
    public Command disconnect(Target target, boolean close) {
        return append(ClusterMessages.DISCONNECT, ClusterMessages.disconnect(target, close), target);
    }

    private Command append(int type, Map<String, Object> content, Target target) {
        byte[] data = ClusterMessages.hasBinary(content)
                ? Base64.getEncoder().encode(MessagePack.write(content, MessagePack.Library.MSGPACK))
                : JavaScriptJson.write(content);
        List<byte[]> fields = List.of(
                utf8("uid"),
                utf8(EMITTER),
                utf8("nsp"),
                utf8(target.namespace()),
                utf8("type"),
                utf8(Integer.toString(type)),
                utf8("data"),
                data);
        return Command.append(stream(target.namespace()), adapter.maxLen(), fields);
    }

    /** The servers take the same hash code as {@code String}, and no notice of its sign. */
    private String stream(String namespace) {
        if (adapter.streamCount() == 1) {
            return adapter.streamName();
        }
        int number = namespace.hashCode() % adapter.streamCount();
        if (number < 0) {
            throw new IllegalArgumentException("No server reads the stream " + number + " of "
                    + adapter.streamCount() + ", which the adapter takes for the namespace "
                    + PeerText.name(namespace) + ": with streamCount it works for some names only");
        }
        return adapter.streamName() + "-" + number;
    }

    @Override
    byte[] encode(Map<String, Object> message, Map<String, Object> content) {
        return MessagePack.write(message, MessagePack.Library.MSGPACK);
    }
}
