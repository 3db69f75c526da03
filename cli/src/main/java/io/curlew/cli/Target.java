package io.curlew.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A URL as Socket.IO reads it: the path is a namespace, the rest is the server.
 *
 * @param server the URL without its path
 * @param namespace the namespace, which starts with {@code /}
 */
record Target(URI server, String namespace) {

    /**
     * Reads a URL; {@code http} is the default scheme.
     *
     * @throws IllegalArgumentException when it is none; the message does not repeat it, since it may hold credentials
     */
    static Target parse(String url) {
        URI uri = uri(url.contains("://") ? url : "http://" + url);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("not a URL such as http://localhost:3000/namespace");
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        URI server = URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/" + query);
        return new Target(server, uri.getPath().isEmpty() ? "/" : uri.getPath());
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    Target withNamespace(String name) {
        return new Target(server, name.startsWith("/") ? name : "/" + name);
    }

    /** Leaves out user, password and query, which may be credentials. */
    @Override
    public String toString() {
        String port = server.getPort() < 0 ? "" : ":" + server.getPort();
        return server.getScheme() + "://" + server.getHost() + port + namespace;
    }

    static final class Converter implements ITypeConverter<Target> {
        @Override
        public Target convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
