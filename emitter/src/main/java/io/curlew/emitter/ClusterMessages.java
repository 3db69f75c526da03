package io.curlew.emitter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The messages that all newer adapters share, those of {@code ClusterAdapter} in {@code socket.io-adapter}. */
final class ClusterMessages {
    /** A server's name that is longer is not kept; real ones have 16 characters. */
    private static final int LONGEST_NAME = 64;

    static final int BROADCAST = 3;
    static final int JOIN = 4;
    static final int LEAVE = 5;
    static final int DISCONNECT = 6;
    static final int TO_SERVERS = 9;
    private static final int SERVER_ANSWER = 10;
    private static final int CLIENT_COUNT = 11;
    private static final int CLIENT_ANSWER = 12;

    private ClusterMessages() {}

    static Map<String, Object> broadcast(Target target, List<@Nullable Object> data) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("packet", packet(data));
        content.put("opts", options(target));
        return content;
    }

    static Map<String, Object> broadcast(Target target, List<@Nullable Object> data, String requestId) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("packet", packet(data));
        content.put("requestId", requestId);
        content.put("opts", options(target));
        return content;
    }

    static Map<String, Object> toServers(List<@Nullable Object> data) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("packet", data);
        return content;
    }

    static Map<String, Object> toServers(List<@Nullable Object> data, String requestId) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("requestId", requestId);
        content.put("packet", data);
        return content;
    }

    static Map<String, Object> rooms(Target target, List<String> rooms) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("opts", options(target));
        content.put("rooms", new ArrayList<>(rooms));
        return content;
    }

    static Map<String, Object> disconnect(Target target, boolean close) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("opts", options(target));
        content.put("close", close);
        return content;
    }

    static Map<String, Object> message(int type, Map<String, Object> content, String uid, String namespace) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        message.put("data", content);
        message.put("uid", uid);
        message.put("nsp", namespace);
        return message;
    }

    private static Map<String, Object> packet(List<@Nullable Object> data) {
        Map<String, Object> packet = new LinkedHashMap<>();
        packet.put("type", Wire.EVENT);
        packet.put("data", data);
        return packet;
    }

    private static Map<String, Object> options(Target target) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("rooms", target.roomList());
        options.put("except", target.exceptList());
        options.put("flags", target.flags());
        return options;
    }

    /** Returns whether there is binary in a value, of which JSON knows nothing. */
    static boolean hasBinary(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(ClusterMessages::hasBinary);
        }
        return value instanceof byte[]
                || (value instanceof List<?> list && list.stream().anyMatch(ClusterMessages::hasBinary));
    }

    static Optional<Response> read(byte[] message) {
        Fields fields = Message.read(message);
        Optional<? extends Fields> content = fields.field("data");
        Optional<String> id = content.flatMap(data -> data.field("requestId")).flatMap(Fields::text);
        return id.flatMap(requestId -> content.flatMap(data -> read(requestId, server(fields), fields.type(), data)));
    }

    private static Optional<String> server(Fields message) {
        return message.field("uid").flatMap(Fields::text).filter(name -> name.length() <= LONGEST_NAME);
    }

    private static Optional<Response> read(String requestId, Optional<String> server, int type, Fields content) {
        return switch (type) {
            case CLIENT_COUNT ->
                content.field("clientCount")
                        .map(Fields::integer)
                        .filter(OptionalLong::isPresent)
                        .map(count -> new Response(requestId, server, count, Optional.empty()));
            case CLIENT_ANSWER, SERVER_ANSWER ->
                Optional.of(new Response(requestId, server, OptionalLong.empty(), content.field("packet")));
            default -> Optional.empty();
        };
    }
}
