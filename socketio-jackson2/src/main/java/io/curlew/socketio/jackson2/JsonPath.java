package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;
import java.util.Optional;

/** Where inside a value something went wrong: {@code , at .items[2].price}. */
final class JsonPath {
    private static final int MAX_STEPS = 20; // a cycle is as long as nesting may be deep

    private static final int MAX_NAME = 64; // the peer chose it

    private JsonPath() {}

    static String of(Exception failure) {
        if (!(failure instanceof JsonMappingException jackson)
                || jackson.getPath().isEmpty()) {
            return "";
        }
        List<JsonMappingException.Reference> path = jackson.getPath();
        StringBuilder text = new StringBuilder(", at ");
        for (JsonMappingException.Reference step : path.subList(0, Math.min(path.size(), MAX_STEPS))) {
            if (step.getFieldName() != null) {
                text.append('.').append(name(step.getFieldName()));
            } else {
                text.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.size() > MAX_STEPS ? text.append("...").toString() : text.toString();
    }

    /** Returns the object, or its class, in which the failure was. */
    static Optional<Object> lastHolder(Throwable failure) {
        if (!(failure instanceof JsonMappingException jackson)
                || jackson.getPath().isEmpty()) {
            return Optional.empty();
        }
        List<JsonMappingException.Reference> path = jackson.getPath();
        return Optional.ofNullable(path.get(path.size() - 1).getFrom());
    }

    private static String name(String field) {
        return field.length() > MAX_NAME ? field.substring(0, MAX_NAME) + "..." : field;
    }
}
