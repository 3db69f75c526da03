package io.curlew.cli;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses the names of the reference implementation's own events, which can't be sent, and names that begin like a
 * packet: somebody has copied one from a tool that shows packets, and does not mean an event of that name.
 */
final class EventName {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    /**
     * The beginning of {@code 42["news",1]}, with a namespace, an id or attachments if need be, or of the array alone.
     * At a prompt, the name ends at the first blank within it.
     */
    private static final Pattern PACKET = Pattern.compile("(\\d{1,2}(\\d+-)?(/[^,]*,)?\\d*)?\\[\"");

    private EventName() {}

    static String checked(String name) {
        if (RESERVED.contains(name)) {
            throw new WrongUsage("'" + name + "' is reserved: no event can have that name");
        }
        if (PACKET.matcher(name).lookingAt()) {
            throw new WrongUsage(
                    "the event's name looks like a whole packet: write the name and then each argument, as in: news 1");
        }
        return name;
    }
}
