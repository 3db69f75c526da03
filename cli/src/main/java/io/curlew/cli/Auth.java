package io.curlew.cli;

import io.curlew.socketio.protocol.Json;
import java.util.Map;
import java.util.Objects;

/** What a client says on joining a namespace: an object. {@code toString} leaves it out: it is a credential. */
record Auth(RawJson payload) {

    @Override
    public String toString() {
        return "auth";
    }

    /** Reads a JSON object, here or elsewhere. */
    static Auth parse(String text) {
        return RawJson.find(Indirect.read(text))
                .filter(RawJson::isObject)
                .map(Auth::new)
                .orElseThrow(() -> new WrongUsage("not a JSON object such as {\"token\":\"...\"}"));
    }

    /** Returns whether all of this is in what a client says. */
    boolean isIn(Json said) {
        return payload.fields().entrySet().stream().allMatch(field -> isIn(said, field));
    }

    private static boolean isIn(Json said, Map.Entry<String, RawJson> wanted) {
        return said.field(wanted.getKey())
                .filter(json -> Objects.equals(
                        JsonText.parse(json.text()),
                        JsonText.parse(wanted.getValue().text())))
                .isPresent();
    }
}
