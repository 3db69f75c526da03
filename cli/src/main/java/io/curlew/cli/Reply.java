package io.curlew.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to answer an event with, as it was written. */
record Reply(String event, String argument) {

    /** Reads {@code event=argument}. */
    static Reply parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new WrongUsage("not of the form EVENT=ARG");
        }
        return new Reply(text.substring(0, equals), text.substring(equals + 1));
    }

    /**
     * Returns the values of the arguments by the names of the events.
     *
     * @throws WrongUsage when an event has two, or more than one is stdin
     */
    static Map<String, @Nullable Object> values(List<Reply> replies) {
        Argument.requireOneStdin(replies.stream().map(Reply::argument).toList());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Reply reply : replies) {
            if (values.containsKey(reply.event())) {
                throw new WrongUsage("two replies to the same event");
            }
            values.put(reply.event(), Argument.value(reply.argument()));
        }
        return values;
    }
}
