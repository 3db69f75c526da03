package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A URL as Socket.IO reads it: the path is a namespace, the rest is the server. A path that ends in {@code /socket.io/}
 * is no namespace, but where the server listens.
 *
 * @param url the URL
 * @param path where the server listens, as it stands in a URL
 * @param namespace the namespace, which starts with {@code /}
 */
record Target(Url url, String path, String namespace) {
    static final String SOCKET_IO = "/socket.io/";
    private static final int MAX_PORT = 65_535;
    private static final Pattern LIKE_ONE = Pattern.compile("\\w+://.*|[\\w.-]+:\\d+(/.*)?|localhost(/.*)?");

    /**
     * Reads a URL; {@code http} is the default scheme.
     *
     * @throws WrongUsage when it is none; the message does not repeat it, since it may hold credentials
     */
    static Target parse(String text) {
        Url url = url(text);
        String path = url.uri().getRawPath();
        String slashed = path.endsWith("/") ? path : path + "/";
        return slashed.endsWith(SOCKET_IO)
                ? new Target(url, slashed, "/")
                : new Target(url, SOCKET_IO, path.isEmpty() ? "/" : url.uri().getPath());
    }

    /** Reads a URL of an Engine.IO server, whose path says where it listens, {@code /engine.io/} if there is none. */
    static Target parseEngine(String text) {
        Url url = url(text);
        String path = url.uri().getRawPath();
        return new Target(url, path.length() < 2 ? "/engine.io/" : path, "/");
    }

    /** Returns whether a word is meant to be a URL. */
    static boolean isLikeOne(String word) {
        return LIKE_ONE.matcher(word).matches();
    }

    private static Url url(String text) {
        Url url = parts(text);
        if (url.host().isEmpty()) {
            throw new WrongUsage("not a URL such as http://localhost:3000/namespace");
        }
        if (url.uri().getPort() == 0 || url.uri().getPort() > MAX_PORT) {
            throw new WrongUsage("not a URL: its port must be from 1 to " + MAX_PORT);
        }
        return url;
    }

    private static Url parts(String text) {
        try {
            return Url.parse(text);
        } catch (URISyntaxException e) {
            throw new WrongUsage("not a URL: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    /** Returns the URL without its path. */
    String server() {
        return url.root();
    }

    Target withNamespace(String name) {
        return new Target(url, path, name.startsWith("/") ? name : "/" + name);
    }

    Target withPath(String otherPath) {
        return new Target(url, otherPath, namespace);
    }

    boolean isSecure() {
        return Set.of("https", "wss").contains(url.uri().getScheme().toLowerCase(Locale.ROOT));
    }

    /** Returns the URL of the server's endpoint, without what may be a credential. */
    String endpoint() {
        return url.origin() + (path.startsWith("/") ? "" : "/") + PeerText.escaped(path);
    }

    /** Leaves out user, password and query, which may be credentials. */
    @Override
    public String toString() {
        return url.origin() + namespace;
    }
}
