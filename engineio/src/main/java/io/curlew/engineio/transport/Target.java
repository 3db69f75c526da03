package io.curlew.engineio.transport;

import java.net.URI;

/**
 * Where an endpoint's URI points to.
 *
 * @param secure whether TLS comes first
 * @param host name or literal address; an IPv6 address without its brackets
 * @param port the port to connect to
 * @param authority host and port as they stand in a Host header
 * @param path the path, encoded, at least {@code /}
 */
record Target(boolean secure, String host, int port, String authority, String path) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    static Target of(URI endpoint) {
        boolean secure = "https".equalsIgnoreCase(endpoint.getScheme());
        String authority = endpoint.getRawAuthority();
        if (authority == null) {
            throw new IllegalArgumentException("The endpoint has no host");
        }
        // Not URI.getHost(): it knows no underscores, which the names of containers are full of.
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean portless = colon <= hostAndPort.lastIndexOf(']');
        String host = portless ? hostAndPort : hostAndPort.substring(0, colon);
        int defaultPort = secure ? HTTPS_PORT : HTTP_PORT;
        int port = portless || colon + 1 == hostAndPort.length()
                ? defaultPort
                : Integer.parseInt(hostAndPort.substring(colon + 1));
        String path = endpoint.getRawPath();
        return new Target(
                secure,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port,
                port == defaultPort ? host : host + ":" + port,
                path == null || path.isEmpty() ? "/" : path);
    }

    @Override
    public String toString() {
        return host + " port " + port;
    }
}
