package io.curlew.engineio.client;

import io.curlew.engineio.transport.ProxyServer;
import io.curlew.engineio.transport.ProxyServer.Credentials;
import io.curlew.engineio.transport.ProxyServer.Kind;
import java.util.Optional;

/**
 * A proxy to connect through. Immutable. The host is a name or an address, the port is from 1 to 65535; anything else
 * is rejected with an {@link IllegalArgumentException}. The proxy resolves the server's name, and TLS passes through it
 * unopened. Neither messages nor {@link #toString} contain the credentials.
 */
public final class ProxySettings {
    private static final int MAX_PORT = 65_535;
    /** RFC 1929 counts the bytes of user and password in one byte each. */
    private static final int MAX_SOCKS_LENGTH = 255;

    private final ProxyServer server;

    private ProxySettings(ProxyServer server) {
        this.server = server;
    }

    /** An HTTP proxy that allows CONNECT, also for {@code http} URLs. */
    public static ProxySettings http(String host, int port) {
        return of(Kind.HTTP, host, port);
    }

    /** A SOCKS 4 proxy that resolves names (4A). */
    public static ProxySettings socks4(String host, int port) {
        return of(Kind.SOCKS4, host, port);
    }

    /** A SOCKS 5 proxy. */
    public static ProxySettings socks5(String host, int port) {
        return of(Kind.SOCKS5, host, port);
    }

    private static ProxySettings of(Kind kind, String host, int port) {
        if (host.isEmpty() || host.indexOf('/') >= 0 || host.indexOf('@') >= 0) {
            throw new IllegalArgumentException("A proxy's host must be a name or an address, not a URL");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("A proxy's port must be from 1 to " + MAX_PORT);
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new ProxySettings(new ProxyServer(kind, bare, port, Optional.empty()));
    }

    /**
     * Returns a copy with credentials: Basic authentication for HTTP, user and password for SOCKS 5.
     *
     * @throws IllegalArgumentException if the proxy's protocol does not support these credentials
     */
    public ProxySettings credentials(String user, String password) {
        switch (server.kind()) {
            case HTTP -> checkBasic(user);
            case SOCKS4 -> throw new IllegalArgumentException("SOCKS 4 has a user but no password: use userId()");
            case SOCKS5 -> {
                checkSocks(user, "user");
                checkSocks(password, "password");
            }
        }
        return with(new Credentials(user, password));
    }

    /**
     * Returns a copy with the user id of SOCKS 4.
     *
     * @throws IllegalArgumentException for another kind of proxy
     */
    public ProxySettings userId(String user) {
        if (server.kind() != Kind.SOCKS4) {
            throw new IllegalArgumentException("Only SOCKS 4 has a user without a password: use credentials()");
        }
        checkSocks(user, "user");
        return with(new Credentials(user, ""));
    }

    private ProxySettings with(Credentials credentials) {
        return new ProxySettings(
                new ProxyServer(server.kind(), server.host(), server.port(), Optional.of(credentials)));
    }

    private static void checkBasic(String user) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("The user name of HTTP Basic must not contain \":\"");
        }
    }

    private static void checkSocks(String text, String what) {
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (!plain || text.isEmpty() || text.length() > MAX_SOCKS_LENGTH) {
            throw new IllegalArgumentException(
                    "A SOCKS " + what + " must have 1 to " + MAX_SOCKS_LENGTH + " ASCII characters");
        }
    }

    ProxyServer server() {
        return server;
    }

    /** For logs: kind, host and port. */
    @Override
    public String toString() {
        return "ProxySettings[" + server.kind() + " " + server + "]";
    }
}
