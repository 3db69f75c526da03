package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A URL as Socket.IO reads it: the path is a namespace, the rest is the server. A path that ends in {@code /socket.io/}
 * is no namespace, but where the server listens.
 *
 * @param server the URL without its path
 * @param path where the server listens
 * @param namespace the namespace, which starts with {@code /}
 */
record Target(URI server, String path, String namespace) {
    static final String SOCKET_IO = "/socket.io/";
    private static final int MAX_PORT = 65_535;
    private static final Pattern LIKE_ONE = Pattern.compile("\\w+://.*|[\\w.-]+:\\d+(/.*)?|localhost(/.*)?");

    Target(URI server, String namespace) {
        this(server, SOCKET_IO, namespace);
    }

    /**
     * Reads a URL; {@code http} is the default scheme.
     *
     * @throws WrongUsage when it is none; the message does not repeat it, since it may hold credentials
     */
    static Target parse(String url) {
        URI uri = parts(url);
        String path = uri.getPath().isEmpty() ? "/" : uri.getPath();
        String slashed = path.endsWith("/") ? path : path + "/";
        return slashed.endsWith(SOCKET_IO) ? new Target(root(uri), slashed, "/") : new Target(root(uri), path);
    }

    /** Reads a URL of an Engine.IO server, whose path says where it listens, {@code /engine.io/} if there is none. */
    static Target parseEngine(String url) {
        URI uri = parts(url);
        String path = uri.getPath().length() < 2 ? "/engine.io/" : uri.getPath();
        return new Target(root(uri), path, "/");
    }

    /** Returns whether a word is meant to be a URL. */
    static boolean isLikeOne(String word) {
        return LIKE_ONE.matcher(word).matches();
    }

    private static URI parts(String url) {
        URI uri = uri(url.contains("://") ? url : "http://" + url);
        if (uri.getHost() == null) {
            throw new WrongUsage("not a URL such as http://localhost:3000/namespace");
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw new WrongUsage("not a URL: its port must be from 1 to " + MAX_PORT);
        }
        return uri;
    }

    private static URI root(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/" + query);
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new WrongUsage("not a URL: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    Target withNamespace(String name) {
        return new Target(server, path, name.startsWith("/") ? name : "/" + name);
    }

    Target withPath(String otherPath) {
        return new Target(server, otherPath, namespace);
    }

    boolean isSecure() {
        return Set.of("https", "wss").contains(server.getScheme().toLowerCase(Locale.ROOT));
    }

    /** Returns the URL of the server's endpoint, without what may be a credential. */
    String endpoint() {
        return origin() + (path.startsWith("/") ? "" : "/") + PeerText.escaped(path);
    }

    private String origin() {
        String port = server.getPort() < 0 ? "" : ":" + server.getPort();
        return server.getScheme() + "://" + server.getHost() + port;
    }

    /** Leaves out user, password and query, which may be credentials. */
    @Override
    public String toString() {
        return origin() + namespace;
    }
}
