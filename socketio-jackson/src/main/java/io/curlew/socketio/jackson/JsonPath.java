package io.curlew.socketio.jackson;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Where inside a value something went wrong: {@code , at .items[2].price}. */
final class JsonPath {
    private static final int MAX_STEPS = 20; // a cycle is as long as nesting may be deep

    private static final int MAX_NAME = 64; // the peer chose it

    private JsonPath() {}

    static String of(RuntimeException failure) {
        if (!(failure instanceof JacksonException jackson) || jackson.getPath().isEmpty()) {
            return "";
        }
        List<JacksonException.Reference> path = jackson.getPath();
        StringBuilder text = new StringBuilder(", at ");
        for (JacksonException.Reference step : path.subList(0, Math.min(path.size(), MAX_STEPS))) {
            if (step.getPropertyName() != null) {
                text.append('.').append(name(step.getPropertyName()));
            } else {
                text.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.size() > MAX_STEPS ? text.append("...").toString() : text.toString();
    }

    /** Returns the object, or its class, in which the failure was. */
    static Optional<Object> lastHolder(Throwable failure) {
        if (!(failure instanceof JacksonException jackson) || jackson.getPath().isEmpty()) {
            return Optional.empty();
        }
        List<JacksonException.Reference> path = jackson.getPath();
        return Optional.ofNullable(path.get(path.size() - 1).from());
    }

    private static String name(String field) {
        return field.length() > MAX_NAME ? field.substring(0, MAX_NAME) + "..." : field;
    }
}
