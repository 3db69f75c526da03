package io.curlew.cli;

import io.curlew.socketio.protocol.Args;
import io.curlew.testserver.Broadcast;
import io.curlew.testserver.ServerEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rooms that clients join and leave by events, and through which they send to each other. */
final class Rooms implements Responder {
    /** More than anybody tries by hand; a client must not fill the memory. */
    private static final int MAX_ROOMS = 1000;
    /** Unlike a client's id, which is the name of a room of its own. */
    private static final String PREFIX = "room ";

    @Override
    public boolean answer(ServerEvent event) {
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

    private static boolean join(ServerEvent event) {
        Set<String> rooms = event.socket().rooms(); // its own among them
        boolean joins = rooms.size() <= MAX_ROOMS && !rooms.contains(room(event));
        if (joins) {
            event.socket().join(room(event));
        }
        return joins;
    }

    private static boolean leave(ServerEvent event) {
        boolean leaves = event.socket().rooms().contains(room(event));
        event.socket().leave(room(event));
        return leaves;
    }

    /** Sends to all others in the room, and returns how many there are. */
    private static int relay(ServerEvent event) {
        Broadcast others = event.socket().to(room(event));
        int reached = others.sockets().size();
        others.emit(name(event, 1), from(event.args(), 2));
        return reached;
    }

    private static String room(ServerEvent event) {
        return PREFIX + name(event, 0);
    }

    /** Returns what the arguments from one on are, as they came. */
    private static @Nullable Object[] from(Args args, int first) {
        return Arrays.copyOfRange(args.values(), Math.min(first, args.size()), args.size());
    }

    /** Whatever is given for a name, as JSON, when it is no string. */
    private static String name(ServerEvent event, int index) {
        Args args = event.args();
        return index < args.size() ? JsonText.unquoted(args.json(index)) : "";
    }
}
