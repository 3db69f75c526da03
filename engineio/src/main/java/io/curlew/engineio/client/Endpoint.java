package io.curlew.engineio.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A server's URL taken apart: where requests go, and what else the URL said.
 *
 * @param base scheme (http or https), host and port, without path
 * @param path the URL's own path; empty when it has none
 * @param query the URL's query parameters, decoded
 * @param credentials the value of an Authorization header, from user and password in the URL
 */
record Endpoint(URI base, Optional<String> path, Map<String, String> query, Optional<String> credentials) {
    /** Where servers listen when nobody says otherwise. */
    static final String DEFAULT_PATH = "/engine.io/";

    private static final int MAX_LENGTH = 8192;
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException when this is no http, https, ws or wss URL; its message never shows the URL */
    static Endpoint parse(String url) {
        if (url.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The URL is longer than " + MAX_LENGTH + " characters");
        }
        URI uri = uri(url);
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("The URL has no valid host name");
        }
        String base = scheme(uri) + "://" + host + port(uri);
        return new Endpoint(URI.create(base), path(uri), query(uri), credentials(uri));
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

    private static String port(URI uri) {
        int port = uri.getPort();
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
        Map<String, String> query = new LinkedHashMap<>();
        String raw = uri.getRawQuery();
        if (raw != null) {
            for (String parameter : raw.split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (equals < 0) {
                    query.put(decode(parameter), "");
                } else {
                    query.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
                }
            }
        }
        return query;
    }

    private static String decode(String text) {
        return java.net.URLDecoder.decode(text, UTF_8);
    }

    private static Optional<String> credentials(URI uri) {
        return Optional.ofNullable(uri.getUserInfo())
                .map(user -> user.contains(":") ? user : user + ":")
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
    }

    /** Without path, query and credentials: all of them may hold secrets. */
    @Override
    public String toString() {
        return "Endpoint[" + base + "]";
    }
}
