package io.curlew.kafka;

import io.curlew.engineio.client.TlsSettings;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.jackson.JacksonJsonCodec;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.Namespaces;
import io.curlew.socketio.protocol.Parser;
import io.curlew.socketio.protocol.ParserLimits;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** How to reach a server, for source and sink alike. */
final class ServerConfig {
    static final String AUTH = "auth";
    static final String HEADERS = "headers";
    static final String QUERY = "query";
    static final String PATH = "path";
    static final String TRANSPORTS = "transports";
    static final String CONNECT_TIMEOUT = "connect.timeout.ms";
    static final String BACKOFF = "reconnect.backoff.ms";
    static final String MAX_BACKOFF = "reconnect.backoff.max.ms";
    static final String TRUST = "tls.trust.file";
    static final String CLIENT_KEY = "tls.client.key.file";

    /** Its codec is found without a search: a plug-in has a loader of its own. */
    static final Parser PARSER = new DefaultParser(new JacksonJsonCodec(Pointer.MAPPER), ParserLimits.defaults());

    private static final String GROUP = "Server";
    private static final int ANY = 1;
    private static final Pattern PORT = Pattern.compile(":([0-9]*)$");
    private static final long LONGEST_TIMEOUT = Duration.ofHours(24).toMillis();

    private ServerConfig() {}

    static ConfigDef define(ConfigDef def) {
        int order = 1;
        return def.define(
                        AUTH,
                        ConfigDef.Type.PASSWORD,
                        "{}",
                        jsonObject(),
                        Importance.HIGH,
                        "What to send when a namespace is connected, a JSON object: the auth of the reference"
                                + " implementation.",
                        GROUP,
                        order++,
                        ConfigDef.Width.LONG,
                        "Auth data")
                .define(
                        HEADERS,
                        ConfigDef.Type.PASSWORD,
                        "{}",
                        jsonStrings(SocketIoClientBuilder::header),
                        Importance.MEDIUM,
                        "HTTP headers of each request, a JSON object of strings.",
                        GROUP,
                        order++,
                        ConfigDef.Width.LONG,
                        "Headers")
                .define(
                        QUERY,
                        ConfigDef.Type.PASSWORD,
                        "{}",
                        jsonStrings(SocketIoClientBuilder::query),
                        Importance.LOW,
                        "Query parameters of each request, a JSON object of strings.",
                        GROUP,
                        order++,
                        ConfigDef.Width.LONG,
                        "Query parameters")
                .define(
                        PATH,
                        ConfigDef.Type.STRING,
                        "/socket.io/",
                        new Check("a path", ServerConfig::requirePath),
                        Importance.LOW,
                        "The path of the endpoint.",
                        GROUP,
                        order++,
                        ConfigDef.Width.MEDIUM,
                        "Path")
                .define(
                        TRANSPORTS,
                        ConfigDef.Type.LIST,
                        "websocket",
                        new Check("websocket, polling", ServerConfig::transport),
                        Importance.LOW,
                        "The transports, in order. A server notices sooner on WebSocket that a connection is gone, and"
                                + " recovers no session whose connection it believes to be there.",
                        GROUP,
                        order++,
                        ConfigDef.Width.MEDIUM,
                        "Transports")
                .define(
                        CONNECT_TIMEOUT,
                        ConfigDef.Type.LONG,
                        20_000L,
                        Range.between(ANY, LONGEST_TIMEOUT),
                        Importance.LOW,
                        "How long opening a connection may take, and then the server's answer to the namespace.",
                        GROUP,
                        order++,
                        ConfigDef.Width.SHORT,
                        "Connect timeout")
                .define(
                        BACKOFF,
                        ConfigDef.Type.LONG,
                        500L,
                        Range.atLeast(ANY),
                        Importance.LOW,
                        "How long to wait before connecting again, give or take half of it; doubled from attempt to"
                                + " attempt.",
                        GROUP,
                        order++,
                        ConfigDef.Width.SHORT,
                        "Reconnect back-off")
                .define(
                        MAX_BACKOFF,
                        ConfigDef.Type.LONG,
                        30_000L,
                        Range.atLeast(ANY),
                        Importance.LOW,
                        "What the time before connecting again grows to.",
                        GROUP,
                        order++,
                        ConfigDef.Width.SHORT,
                        "Longest reconnect back-off")
                .define(
                        TRUST,
                        ConfigDef.Type.STRING,
                        "",
                        new Check("a file", ServerConfig::requireFile),
                        Importance.LOW,
                        "A PEM file with the certificates to trust, in place of the JVM's.",
                        GROUP,
                        order++,
                        ConfigDef.Width.LONG,
                        "Trusted certificates")
                .define(
                        CLIENT_KEY,
                        ConfigDef.Type.STRING,
                        "",
                        new Check("a file", ServerConfig::requireFile),
                        Importance.LOW,
                        "A PEM file with the client's key and certificate chain.",
                        GROUP,
                        order,
                        ConfigDef.Width.LONG,
                        "Client key");
    }

    /** Returns a rule for the URL of a server, which is shown in records and logs, so that no secret may be in it. */
    static Check url() {
        return new Check("URLs without path, query and user", ServerConfig::requireUrl);
    }

    /** Returns a rule for the name of a namespace. */
    static Check namespace() {
        return new Check("/ or /name", Namespaces::validate);
    }

    private static void requireUrl(String text) {
        SocketIoClientBuilder unused = SocketIoClient.builder(text);
        URI uri = URI.create(text);
        boolean hasUser = uri.getRawAuthority().contains("@"); // URI finds no user before a name with _
        if (hasUser || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("the URL is shown in records and logs: give credentials in " + AUTH
                    + ", " + HEADERS + " or " + QUERY);
        }
    }

    /** Returns what is the same for all URLs of a server. */
    static String origin(String url) {
        URI uri = URI.create(url);
        boolean secure = Set.of("https", "wss").contains(uri.getScheme().toLowerCase(Locale.ROOT));
        String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT); // URI finds no port behind a name with _
        Matcher port = PORT.matcher(authority);
        boolean given = port.find() && !port.group(1).isEmpty();
        String number = given ? String.valueOf(Integer.parseInt(port.group(1))) : secure ? "443" : "80";
        return (secure ? "https://" : "http://") + port.replaceFirst("") + ":" + number;
    }

    private static void requirePath(String text) {
        SocketIoClientBuilder unused = anyBuilder().path(text);
    }

    private static void requireFile(String text) {
        try {
            if (!text.isEmpty() && !Files.isReadable(Path.of(text))) {
                throw new IllegalArgumentException("the file does not exist on this worker, or can't be read");
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("this is not the path of a file", e);
        }
    }

    private static Check jsonObject() {
        return new Check("a JSON object", text -> {
            JsonNode unused = object(text);
        });
    }

    /** @param setter knows more rules, and does not say a value either */
    private static Check jsonStrings(Setter setter) {
        return new Check(
                "a JSON object of strings",
                text -> strings(text).forEach((name, value) -> setter.set(anyBuilder(), name, value)));
    }

    private interface Setter {
        SocketIoClientBuilder set(SocketIoClientBuilder builder, String name, String value);
    }

    private static SocketIoClientBuilder anyBuilder() {
        return SocketIoClient.builder("http://localhost");
    }

    /** What Jackson says of broken JSON may quote it, and this may be a secret. */
    private static JsonNode object(String json) {
        try {
            JsonNode node = Pointer.MAPPER.readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("this is not JSON");
        }
        throw new IllegalArgumentException("this is not a JSON object");
    }

    private static Map<String, String> strings(String json) {
        Map<String, String> strings = new LinkedHashMap<>();
        object(json).properties().forEach(field -> {
            if (!field.getValue().isString()) {
                throw new IllegalArgumentException("each field of the JSON object must be a string");
            }
            strings.put(field.getKey(), field.getValue().stringValue());
        });
        return strings;
    }

    static SocketIoClientBuilder builder(String url, AbstractConfig config) {
        SocketIoClientBuilder builder = SocketIoClient.builder(url)
                .parser(PARSER)
                .path(config.getString(PATH))
                .transports(transports(config.getList(TRANSPORTS)))
                .connectTimeout(Duration.ofMillis(config.getLong(CONNECT_TIMEOUT)));
        JsonNode auth = object(config.getPassword(AUTH).value());
        if (!auth.isEmpty()) {
            builder.auth(auth);
        }
        strings(config.getPassword(HEADERS).value()).forEach(builder::header);
        strings(config.getPassword(QUERY).value()).forEach(builder::query);
        return tls(builder, config.getString(TRUST), config.getString(CLIENT_KEY));
    }

    private static SocketIoClientBuilder tls(SocketIoClientBuilder builder, String trust, String clientKey) {
        if (trust.isEmpty() && clientKey.isEmpty()) {
            return builder;
        }
        return builder.engine(engine -> engine.tls(settings -> {
            if (!trust.isEmpty()) {
                TlsSettings unused = settings.trust(Path.of(trust));
            }
            if (!clientKey.isEmpty()) {
                TlsSettings unused = settings.clientKey(Path.of(clientKey));
            }
        }));
    }

    private static TransportType[] transports(List<String> names) {
        return names.stream().map(ServerConfig::transport).toArray(TransportType[]::new);
    }

    private static TransportType transport(String name) {
        return TransportType.ofWireName(name)
                .orElseThrow(() -> new IllegalArgumentException("a transport is websocket or polling"));
    }

    static Backoff backoff(AbstractConfig config) {
        return backoff(config, BACKOFF, MAX_BACKOFF);
    }

    /**
     * Returns the back-off whose first and longest delay these settings say.
     *
     * @throws IllegalArgumentException if the first is longer than the longest
     */
    static Backoff backoff(AbstractConfig config, String first, String longest) {
        long most = config.getLong(longest);
        long least = config.getLong(first);
        if (least > most) {
            throw new IllegalArgumentException(least + " is more than " + longest + ", which is " + most);
        }
        return Backoff.exponential(Duration.ofMillis(least), Duration.ofMillis(most))
                .jitter(0.5);
    }
}
