package io.curlew.testserver.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it was received.
 *
 * @param connection the index of the connection that brought it, 1 for the first
 * @param method the method, {@code GET} or {@code POST}
 * @param target the path and query, not decoded
 * @param headers the headers; names in lower case, values of equal names joined by a comma
 * @param text the body, decoded as UTF-8
 */
public record HttpRequest(int connection, String method, String target, Map<String, String> headers, String text) {
    /** Copies the headers. */
    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    /**
     * Returns the path.
     *
     * @return the target up to its question mark, not decoded
     */
    public String path() {
        return target.split("\\?", 2)[0];
    }

    /**
     * Returns the query's parameters. Of equal names the last counts.
     *
     * @return names and values, decoded, in their order
     * @throws IllegalStateException if it contains an invalid escape
     */
    public Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair :
                target.substring(Math.min(path().length() + 1, target.length())).split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = (pair.contains("=") ? pair : pair + "=").split("=", 2);
                query.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException quotesIt) {
            throw new IllegalStateException("the query of the client's request has a malformed escape");
        }
    }

    /**
     * Returns the Engine.IO session that the request belongs to.
     *
     * @return the query's {@code sid}; empty for a handshake
     */
    public String sid() {
        return query().getOrDefault("sid", "");
    }

    /**
     * Returns a header.
     *
     * @param name its name, in any case
     * @return its value
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean asksForWebSocket() {
        return header("upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
    }
}
