package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The answer to an HTTP request outside Socket.IO: see {@link TestServer#route}. Immutable.
 *
 * <p>It must be a valid answer. Use a {@code RawServer} to send an invalid one.
 *
 * @param status the status, 200 to 599
 * @param headers the headers, one for each name, with the names in lower case; the length is added
 * @param body the body, in UTF-8; empty for 204, 205 and 304
 * @param delay how long after the request the answer is sent, at most 100 years
 */
public record HttpReply(int status, Map<String, String> headers, String body, Duration delay) {
    /** RFC 9110, section 5.6.2: a token. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** RFC 9110, section 5.5: what a value may consist of, and no more than a byte each. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");
    /** Headers that say where the body ends, which the server does itself. */
    private static final Set<String> RESERVED = Set.of("content-length", "transfer-encoding", "trailer");
    /** RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5. */
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    /**
     * @throws IllegalArgumentException if the status, a header or the body cannot be sent, or the delay is negative;
     *     the message says which
     */
    public HttpReply {
        require(!delay.isNegative(), "a delay can't be negative: " + DurationText.of(delay));
        require(status >= 200 && status <= 599, "status must be 200 to 599, not " + status);
        headers = checked(headers);
        require(
                body.isEmpty() || !WITHOUT_BODY.contains(status),
                "an answer of status " + status + " has no body, not one of " + body.length() + " characters");
    }

    /** Creates an answer that is sent at once. */
    public HttpReply(int status, Map<String, String> headers, String body) {
        this(status, headers, body, Duration.ZERO);
    }

    private static Map<String, String> checked(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            check(lower, value);
            require(all.put(lower, value) == null, "header " + lower + " is there twice");
        });
        return Map.copyOf(all);
    }

    /** @param name in lower case */
    static void check(String name, String value) {
        checkName("a header's name", name);
        require(!RESERVED.contains(name), "header " + name + " is set by the server itself");
        require(
                VALUE.matcher(value).matches(),
                "header " + name + " has a line break or another character that no header can have");
    }

    /** @param what whose name it is, for the failure */
    static void checkName(String what, String name) {
        require(NAME.matcher(name).matches(), what + " has a character that no name can have");
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
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

    /** Returns an answer with an HTML page: 200 and {@code text/html}, like those of proxies and captive portals. */
    public static HttpReply html(String page) {
        return new HttpReply(200, Map.of("content-type", "text/html; charset=UTF-8"), page);
    }

    /** Returns this answer with another status. */
    public HttpReply withStatus(int newStatus) {
        return new HttpReply(newStatus, headers, body, delay);
    }

    /** Returns this answer with the header, which replaces one of the same name in any case. */
    public HttpReply withHeader(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name.toLowerCase(Locale.ROOT), value);
        return new HttpReply(status, all, body, delay);
    }

    /** Returns this answer, sent after a delay. The server answers other requests in the meantime. */
    public HttpReply withDelay(Duration newDelay) {
        return new HttpReply(status, headers, body, newDelay);
    }

    byte[] bytes() {
        return body.getBytes(UTF_8);
    }
}
