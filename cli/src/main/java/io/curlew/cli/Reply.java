package io.curlew.cli;

import org.jspecify.annotations.Nullable;

/** What to answer an event with. */
record Reply(String event, @Nullable Object value) {

    /** Reads {@code event=argument}. */
    static Reply parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new WrongUsage("not of the form EVENT=ARG");
        }
        return new Reply(text.substring(0, equals), Argument.value(text.substring(equals + 1)));
    }
}
