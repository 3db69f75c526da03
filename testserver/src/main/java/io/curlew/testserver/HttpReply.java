package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a request beside Socket.IO: see {@link TestServer#route}. Immutable.
 *
 * @param status the status, 200 for example
 * @param headers the headers, one of each name; the length is added
 * @param body the body, in UTF-8
 */
public record HttpReply(int status, Map<String, String> headers, String body) {

    public HttpReply {
        headers = Map.copyOf(headers);
    }

    /** Returns an answer with a status and no body. */
    public static HttpReply status(int status) {
        return new HttpReply(status, Map.of(), "");
    }

    /** Returns an answer with a JSON text: 200 and {@code application/json}. */
    public static HttpReply json(String json) {
        return new HttpReply(200, Map.of("content-type", "application/json"), json);
    }

    /** Returns an answer with a text: 200 and {@code text/plain}. */
    public static HttpReply text(String text) {
        return new HttpReply(200, Map.of("content-type", "text/plain; charset=UTF-8"), text);
    }

    /** Returns this answer with another status. */
    public HttpReply withStatus(int newStatus) {
        return new HttpReply(newStatus, headers, body);
    }

    /** Returns this answer with a header more. */
    public HttpReply withHeader(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new HttpReply(status, all, body);
    }

    byte[] bytes() {
        return body.getBytes(UTF_8);
    }
}
