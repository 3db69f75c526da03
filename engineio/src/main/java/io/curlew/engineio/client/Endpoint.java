package io.curlew.engineio.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.Utf8;
import io.curlew.engineio.transport.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's URL taken apart: where requests go, and what else the URL said.
 *
 * @param server scheme (http or https), host and port, without path and zone
 * @param zone of the host, an IPv6 address, on this machine
 * @param path the URL's own path; empty when it has none
 * @param query the URL's query parameters, decoded
 * @param credentials the value of an Authorization header, from user and password in the URL
 */
record Endpoint(
        Target server,
        Optional<String> zone,
        Optional<String> path,
        Map<String, String> query,
        Optional<String> credentials) {
    private static final int MAX_LENGTH = 8192;
    private static final int MAX_PORT = 65_535;
    private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);
    private static final Pattern ESCAPES = Pattern.compile("(?:%\\p{XDigit}{2})+");
    private static final Pattern WITH_UNDERSCORES =
            Pattern.compile("([A-Za-z0-9._-]*_[A-Za-z0-9._-]*)(?::(\\d{1,5}))?");

    /** @throws IllegalArgumentException when this is no http, https, ws or wss URL; its message never shows the URL */
    static Endpoint parse(String url) {
        if (url.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The URL is longer than " + MAX_LENGTH + " characters");
        }
        if (!WITH_SCHEME.matcher(url).matches()) { // Java takes the host of localhost:3000 for a scheme
            throw new IllegalArgumentException(
                    "The URL must start with http://, https://, ws:// or wss://, as in http://localhost:3000");
        }
        ZonedUrl zoned = ZonedUrl.split(url);
        URI uri = uri(zoned.url());
        requireUtf8(uri.getRawAuthority(), "user or password");
        requireUtf8(uri.getRawQuery(), "query");
        URI base = URI.create(scheme(uri) + "://" + hostAndPort(uri));
        return new Endpoint(Target.of(base), zoned.zone(), path(uri), query(uri), credentials(uri));
    }

    /** Not URI.getHost() alone: it knows no underscores, which the names of containers are full of. */
    private static String hostAndPort(URI uri) {
        if (uri.getHost() != null) {
            return uri.getHost() + port(uri.getPort());
        }
        String authority = String.valueOf(uri.getRawAuthority());
        Matcher named = WITH_UNDERSCORES.matcher(authority.substring(authority.lastIndexOf('@') + 1));
        if (uri.getRawAuthority() == null || !named.matches()) {
            throw new IllegalArgumentException("The URL has no valid host name");
        }
        return named.group(1) + port(named.group(2) == null ? -1 : Integer.parseInt(named.group(2)));
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException malformed) {
            // Its message would repeat the URL, password and all.
            throw new IllegalArgumentException(
                    "The URL is malformed at index " + malformed.getIndex() + ": " + malformed.getReason());
        }
    }

    /** Decoding would put replacement characters in the place of what is not UTF-8, and so ask for something else. */
    private static void requireUtf8(@Nullable String part, String what) {
        Matcher escapes = ESCAPES.matcher(part == null ? "" : part);
        while (escapes.find()) {
            byte[] bytes = HexFormat.of().parseHex(escapes.group().replace("%", ""));
            if (Utf8.firstInvalid(bytes, 0, bytes.length) >= 0) {
                throw new IllegalArgumentException("The URL's " + what + " has escapes that are not UTF-8");
            }
        }
    }

    private static String scheme(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default ->
                throw new IllegalArgumentException(
                        "The URL must start with http, https, ws or wss, not \"" + scheme + "\"");
        };
    }

    private static String port(int port) {
        if (port == 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("The URL's port must be from 1 to " + MAX_PORT);
        }
        return port < 0 ? "" : ":" + port;
    }

    private static Optional<String> path(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() || path.equals("/") ? Optional.empty() : Optional.of(path);
    }

    private static Map<String, String> query(URI uri) {
        String raw = uri.getRawQuery();
        if (raw == null) {
            return Map.of();
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : raw.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                query.put(decode(parameter), "");
            } else {
                query.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        return java.net.URLDecoder.decode(text, UTF_8);
    }

    private static @Nullable String userInfo(URI uri) {
        if (uri.getHost() != null || uri.getRawAuthority() == null) {
            return uri.getUserInfo();
        }
        int at = uri.getAuthority().lastIndexOf('@');
        return at < 0 ? null : uri.getAuthority().substring(0, at);
    }

    private static Optional<String> credentials(URI uri) {
        return Optional.ofNullable(userInfo(uri))
                .map(user -> user.contains(":") ? user : user + ":")
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
    }

    /** Returns scheme, host and port. */
    URI base() {
        return URI.create(server.origin());
    }

    /** Without path, query and credentials: all of them may hold secrets. */
    @Override
    public String toString() {
        return "Endpoint[" + base() + "]";
    }
}
