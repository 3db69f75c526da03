package io.curlew.engineio.transport;

import java.net.URI;

/**
 * Where an endpoint's URI points to.
 *
 * @param secure whether TLS comes first
 * @param host name or literal address; an IPv6 address without its brackets
 * @param port the port to connect to
 * @param path the path, encoded, at least {@code /}
 */
public record Target(boolean secure, String host, int port, String path) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Takes an endpoint's URL apart. */
    public static Target of(URI endpoint) {
        boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
        String authority = hostAndPort(endpoint);
        int colon = authority.lastIndexOf(':');
        boolean portless = colon <= authority.lastIndexOf(']');
        String host = portless ? authority : authority.substring(0, colon);
        int port = portless || colon + 1 == authority.length()
                ? defaultPort(secure)
                : Integer.parseInt(authority.substring(colon + 1));
        return new Target(secure, withoutBrackets(host), port, path(endpoint));
    }

    private static int defaultPort(boolean secure) {
        return secure ? HTTPS_PORT : HTTP_PORT;
    }

    /** Not URI.getHost(): it knows no underscores, which the names of containers are full of. */
    private static String hostAndPort(URI endpoint) {
        String authority = endpoint.getRawAuthority();
        if (authority == null) {
            throw new IllegalArgumentException("The endpoint has no host");
        }
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String path(URI endpoint) {
        String path = endpoint.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** Returns another path of the same server. */
    public Target withPath(String newPath) {
        return new Target(secure, host, port, newPath);
    }

    /** Returns host and port as they stand in a Host header. */
    public String authority() {
        String named = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == defaultPort(secure) ? named : named + ":" + port;
    }

    /** Returns scheme, host and port. */
    public String origin() {
        return (secure ? "https://" : "http://") + authority();
    }

    /** Returns the endpoint's URL. */
    public URI endpoint() {
        return URI.create(origin() + path);
    }

    @Override
    public String toString() {
        return host + " port " + port;
    }
}
