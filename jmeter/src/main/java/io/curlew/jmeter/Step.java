package io.curlew.jmeter;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.jackson.JacksonJsonCodec;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.jmeter.config.Arguments;
import org.apache.jmeter.protocol.java.sampler.JavaSamplerContext;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one sample is to do: the parameters of the sampler, read when they are needed. They throw a {@link Failure}, or
 * another {@link RuntimeException}, for what can't be meant.
 */
record Step(JavaSamplerContext context) {
    /** Keeps numbers as they are. */
    static final JsonMapper MAPPER = JacksonJsonCodec.mapperBuilder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The parameter {@code action}. */
    enum Action {
        CONNECT,
        EMIT,
        CALL,
        EXPECT,
        DISCONNECT
    }

    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put("action", "connect");
        DEFAULTS.put("connection", "1");
        DEFAULTS.put("timeout", "20000");
        DEFAULTS.put("url", "http://localhost:3000");
        DEFAULTS.put("path", "/socket.io/");
        DEFAULTS.put("namespace", "/");
        DEFAULTS.put("transports", "websocket");
        DEFAULTS.put("auth", "{}");
        DEFAULTS.put("headers", "{}");
        DEFAULTS.put("backlog", "100");
        DEFAULTS.put("event", "");
        DEFAULTS.put("arguments", "[]");
        DEFAULTS.put("pattern", "");
    }

    /** Returns the parameters, with the values that hold where the user gives none. */
    static Arguments defaults() {
        Arguments defaults = new Arguments();
        DEFAULTS.forEach(defaults::addArgument);
        return defaults;
    }

    String text(String name) {
        String value = context.getParameter(name, "").strip();
        return value.isEmpty() ? DEFAULTS.getOrDefault(name, "") : value;
    }

    Action action() {
        try {
            return Action.valueOf(text("action").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Failure.badParameter("action", "connect, emit, call, expect or disconnect");
        }
    }

    String event() {
        String event = text("event");
        if (event.isEmpty()) {
            throw Failure.badParameter("event", "the name of an event");
        }
        return event;
    }

    Duration timeout() {
        return Duration.ofMillis(number("timeout", 1));
    }

    /** Returns how many events may wait. */
    int backlog() {
        return number("backlog", 0);
    }

    private int number(String name, int least) {
        String number = text(name);
        if (!number.matches("\\d{1,9}") || Integer.parseInt(number) < least) {
            throw Failure.badParameter(name, "a number from " + least + " to 999999999");
        }
        return Integer.parseInt(number);
    }

    TransportType[] transports() {
        return Stream.of(text("transports").split(",", -1))
                .map(name -> TransportType.ofWireName(name.strip())
                        .orElseThrow(() -> Failure.badParameter("transports", "websocket, polling, or both")))
                .toArray(TransportType[]::new);
    }

    /** Returns what the JSON of an expected event's arguments must have in it. */
    Pattern pattern() {
        try {
            return Pattern.compile(text("pattern"));
        } catch (PatternSyntaxException none) {
            throw Failure.badParameter("pattern", "a regular expression");
        }
    }

    /** Returns whether an expected event has it. */
    Predicate<Event> fits() {
        Pattern pattern = pattern();
        return event -> {
            try {
                return pattern.matcher(event.args().json()).find();
            } catch (StackOverflowError tooDeep) { // as of alternatives that are repeated
                throw Failure.badParameter("pattern", "one that Java can match with an event of this size");
            }
        };
    }

    JsonNode auth() {
        return json("auth", JsonNode::isObject, "a JSON object");
    }

    Iterable<Map.Entry<String, JsonNode>> headers() {
        return json("headers", JsonNode::isObject, "a JSON object").properties();
    }

    Object[] arguments() {
        return json("arguments", JsonNode::isArray, "a JSON array")
                .valueStream()
                .toArray();
    }

    /** What Jackson says of broken JSON may quote it, and it may be a secret. */
    private JsonNode json(String name, Predicate<JsonNode> rule, String wanted) {
        try {
            JsonNode node = MAPPER.readTree(text(name));
            if (rule.test(node)) {
                return node;
            }
        } catch (JacksonException broken) {
            // Told below.
        }
        throw Failure.badParameter(name, wanted);
    }

    /**
     * Returns what a report shows as the request: neither auth data, headers, nor what else of a URL may be a secret.
     */
    @Override
    public String toString() {
        String what = action() == Action.CONNECT ? place() : text("event") + " " + text("arguments");
        return text("action") + " " + text("connection") + ": " + what;
    }

    /** Returns the URL without a password or a query. */
    private String place() {
        try {
            URI url = new URI(text("url"));
            String host = url.getRawAuthority();
            if (host != null) { // none behind a forgotten scheme
                return url.getScheme() + "://" + host.substring(host.lastIndexOf('@') + 1) + url.getRawPath();
            }
        } catch (URISyntaxException broken) {
            // Told below.
        }
        return "a URL that is malformed";
    }
}
