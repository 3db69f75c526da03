package io.curlew.cli;

import java.util.Set;

/** Refuses the names of the reference implementation's own events, which can't be sent. */
final class EventName {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventName() {}

    static String checked(String name) {
        if (RESERVED.contains(name)) {
            throw new WrongUsage("'" + name + "' is reserved: no event can have that name");
        }
        return name;
    }
}
