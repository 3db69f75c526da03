package io.curlew.cli;

import io.curlew.socketio.protocol.Args;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rooms that clients join and leave by events, and through which they send to each other. */
final class Rooms {
    /** More than anybody tries by hand; a client must not fill the memory. */
    private static final int MAX_ROOMS = 1000;

    private final Map<String, Set<String>> roomsBySocket = new ConcurrentHashMap<>();

    void admit(ServerSocket socket) {
        roomsBySocket.put(socket.id(), Set.of());
        socket.onDisconnect(reason -> roomsBySocket.remove(socket.id()));
    }

    /** Does what an event asks for; returns whether it is one about rooms. */
    boolean answer(ServerEvent event) {
        Optional<Object> answer = switch (event.name()) {
            case "join" -> Optional.of(join(event));
            case "leave" -> Optional.of(leave(event));
            case "relay" -> Optional.of(relay(event));
            default -> Optional.empty();
        };
        if (answer.isPresent() && event.wantsAck()) {
            event.ack(answer.get());
        }
        return answer.isPresent();
    }

    private Object join(ServerEvent event) {
        boolean[] joined = {false};
        change(event, rooms -> joined[0] = rooms.size() < MAX_ROOMS && rooms.add(name(event, 0)));
        return joined[0];
    }

    private Object leave(ServerEvent event) {
        boolean[] left = {false};
        change(event, rooms -> left[0] = rooms.remove(name(event, 0)));
        return left[0];
    }

    private void change(ServerEvent event, Consumer<Set<String>> change) {
        roomsBySocket.computeIfPresent(event.socket().id(), (id, rooms) -> {
            Set<String> copy = new HashSet<>(rooms);
            change.accept(copy);
            return copy;
        });
    }

    /** Sends to all others in the room, and returns how many there are. */
    private Object relay(ServerEvent event) {
        String room = name(event, 0);
        @Nullable Object[] args = JsonText.values(event.args(), 2);
        int reached = 0;
        for (ServerSocket other : event.socket().namespace().sockets()) {
            boolean isThere = roomsBySocket.getOrDefault(other.id(), Set.of()).contains(room);
            if (isThere && !other.id().equals(event.socket().id())) {
                other.emit(name(event, 1), args);
                reached++;
            }
        }
        return reached;
    }

    /** Whatever is given for a name, as JSON, when it is no string. */
    private static String name(ServerEvent event, int index) {
        Args args = event.args();
        if (index >= args.size()) {
            return "";
        }
        return JsonText.parse(args.json(index)) instanceof String text ? text : args.json(index);
    }
}
