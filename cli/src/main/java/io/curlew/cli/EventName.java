package io.curlew.cli;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses the names of the reference implementation's own events, which can't be sent, and what was copied from the
 * tools that show packets: no event has such a name, and the server would ignore it.
 */
final class EventName {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    /** {@code 42["news",1]}, with a namespace, an id or attachments if need be, or the array alone. */
    private static final Pattern PACKET = Pattern.compile("(\\d{1,2}(\\d+-)?(/[^,]*,)?\\d*)?\\[\".*]", Pattern.DOTALL);

    private EventName() {}

    static String checked(String name) {
        if (RESERVED.contains(name)) {
            throw new WrongUsage("'" + name + "' is reserved: no event can have that name");
        }
        if (PACKET.matcher(name).matches()) {
            throw new WrongUsage(
                    "the event's name looks like a whole packet: write the name, and each argument behind it,"
                            + " as in: news 1");
        }
        return name;
    }
}
