package io.curlew.socketio.protocol;

import java.util.Set;

/** The names that the reference implementation keeps for itself; {@code error} is not among them. */
final class ReservedEvents {
    private static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedEvents() {}

    static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
