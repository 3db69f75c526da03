package io.curlew.emitter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The Redis adapter: events as MessagePack on a channel of their own, or of the room when there is one; requests as
 * JSON on another channel, answers on a third.
 */
final class PubSubWire implements Wire {
    private static final int JOIN = 2;
    private static final int LEAVE = 3;
    private static final int DISCONNECT = 4;
    private static final int TO_SERVERS = 6;
    private static final int BROADCAST = 7;
    private static final int CLIENT_COUNT = 8;
    private static final int CLIENT_ANSWER = 9;

    private final String key;

    PubSubWire(ServerAdapter.PubSub adapter) {
        this.key = adapter.key();
    }

    @Override
    public Command broadcast(Target target, List<@Nullable Object> data) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("rooms", target.roomList());
        options.put("flags", target.flags());
        options.put("except", target.exceptList());
        String channel = key + "#" + target.namespace() + "#";
        if (target.rooms().size() == 1) {
            channel += target.roomList().get(0) + "#";
        }
        byte[] message = MessagePack.write(
                List.of(EMITTER, packet(target.namespace(), data), options), MessagePack.Library.NOTEPACK);
        return Command.publish(new Redis.Channel(channel, false), message);
    }

    private static Map<String, Object> packet(String namespace, List<@Nullable Object> data) {
        Map<String, Object> packet = new LinkedHashMap<>();
        packet.put("type", EVENT);
        packet.put("data", data);
        packet.put("nsp", namespace);
        return packet;
    }

    @Override
    public Command broadcast(Target target, List<@Nullable Object> data, Asker asker) {
        Map<String, Object> request = request(asker);
        request.put("type", BROADCAST);
        request.put("packet", packet(target.namespace(), data));
        Map<String, Object> options = options(target);
        options.put("flags", target.flags());
        request.put("opts", options);
        byte[] message = MessagePack.write(request, MessagePack.Library.NOTEPACK);
        return Command.publish(servers(target.namespace()), message);
    }

    @Override
    public Command toServers(String namespace, List<@Nullable Object> data) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("uid", EMITTER);
        request.put("type", TO_SERVERS);
        request.put("data", data);
        return request(namespace, request);
    }

    @Override
    public Command toServers(String namespace, List<@Nullable Object> data, Asker asker) {
        Map<String, Object> request = request(asker);
        request.put("type", TO_SERVERS);
        request.put("data", data);
        return request(namespace, request);
    }

    @Override
    public Command join(Target target, List<String> rooms) {
        return aboutSockets(JOIN, target, "rooms", new ArrayList<>(rooms));
    }

    @Override
    public Command leave(Target target, List<String> rooms) {
        return aboutSockets(LEAVE, target, "rooms", new ArrayList<>(rooms));
    }

    @Override
    public Command disconnect(Target target, boolean close) {
        return aboutSockets(DISCONNECT, target, "close", close);
    }

    private Command aboutSockets(int type, Target target, String name, Object value) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", type);
        request.put("opts", options(target));
        request.put(name, value);
        return request(target.namespace(), request);
    }

    private static Map<String, Object> options(Target target) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("rooms", target.roomList());
        options.put("except", target.exceptList());
        return options;
    }

    private static Map<String, Object> request(Asker asker) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("uid", asker.uid());
        request.put("requestId", asker.requestId());
        return request;
    }

    private Command request(String namespace, Map<String, Object> request) {
        return Command.publish(servers(namespace), JavaScriptJson.write(request));
    }

    @Override
    public Redis.Channel servers(String namespace) {
        return new Redis.Channel(key + "-request#" + namespace + "#", false);
    }

    /** Servers answer on the first, or with their option {@code publishOnSpecificResponseChannel} on the second. */
    @Override
    public List<Redis.Channel> answers(String namespace, String uid) {
        String channel = key + "-response#" + namespace + "#";
        return List.of(new Redis.Channel(channel, false), new Redis.Channel(channel + uid + "#", false));
    }

    @Override
    public Optional<Response> read(byte[] message) {
        Fields fields = Message.read(message);
        Optional<String> id = fields.field("requestId").flatMap(Fields::text);
        return id.flatMap(requestId -> read(requestId, fields.type(), fields));
    }

    private static Optional<Response> read(String requestId, int type, Fields fields) {
        return switch (type) {
            case CLIENT_COUNT ->
                fields.field("clientCount")
                        .map(Fields::integer)
                        .filter(OptionalLong::isPresent)
                        .map(count -> response(requestId, count, Optional.empty()));
            case CLIENT_ANSWER -> Optional.of(response(requestId, OptionalLong.empty(), fields.field("packet")));
            case TO_SERVERS -> Optional.of(response(requestId, OptionalLong.empty(), fields.field("data")));
            default -> Optional.empty();
        };
    }

    private static Response response(String requestId, OptionalLong clients, Optional<? extends Fields> answer) {
        return new Response(requestId, Optional.empty(), clients, answer);
    }
}
