package io.curlew.cli;

import io.curlew.socketio.protocol.ParseException;
import java.util.Map;

/** What a client says on joining a namespace. {@code toString} leaves it out: it is a credential. */
record Auth(Map<?, ?> payload) {

    @Override
    public String toString() {
        return "auth";
    }

    /** Reads a JSON object, here or elsewhere. */
    static Auth parse(String text) {
        String json = Indirect.read(text);
        try {
            if (JsonText.parse(json) instanceof Map<?, ?> payload) {
                return new Auth(payload);
            }
        } catch (ParseException notJson) {
            // its message could repeat a part of it
        }
        throw new WrongUsage("not a JSON object such as {\"token\":\"...\"}");
    }
}
