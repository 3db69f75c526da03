package io.curlew.cli;

import io.curlew.socketio.protocol.Args;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rooms that clients join and leave by events, and through which they send to each other. */
final class Rooms {
    /** More than anybody tries by hand; a client must not fill the memory. */
    private static final int MAX_ROOMS = 1000;

    private Rooms() {}

    /** The rooms of one client, which it has again when it recovers. */
    private static final class Membership {
        private final Set<String> rooms = new HashSet<>();

        static Membership of(ServerSocket socket) {
            return (Membership) socket.data().computeIfAbsent("rooms", name -> new Membership());
        }

        synchronized boolean join(String room) {
            return rooms.size() < MAX_ROOMS && rooms.add(room);
        }

        synchronized boolean leave(String room) {
            return rooms.remove(room);
        }

        synchronized boolean contains(String room) {
            return rooms.contains(room);
        }
    }

    /** Does what an event asks for; returns whether it is one about rooms. */
    static boolean answer(ServerEvent event) {
        Optional<Object> answer = switch (event.name()) {
            case "join" -> Optional.of(Membership.of(event.socket()).join(name(event, 0)));
            case "leave" -> Optional.of(Membership.of(event.socket()).leave(name(event, 0)));
            case "relay" -> Optional.of(relay(event));
            default -> Optional.empty();
        };
        if (answer.isPresent() && event.wantsAck()) {
            event.ack(answer.get());
        }
        return answer.isPresent();
    }

    /** Sends to all others in the room, and returns how many there are. */
    private static Object relay(ServerEvent event) {
        String room = name(event, 0);
        @Nullable Object[] args = JsonText.values(event.args(), 2);
        int reached = 0;
        for (ServerSocket other : event.socket().namespace().sockets()) {
            if (Membership.of(other).contains(room)
                    && !other.id().equals(event.socket().id())) {
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
