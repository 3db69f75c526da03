package io.curlew.engineio.client;

import io.curlew.engineio.transport.Target;
import java.util.Optional;

/**
 * The path settings of a builder.
 *
 * @param told empty for that of the URL, or the default
 * @param trailingSlash whether there is a slash at its end, whatever was told
 */
record EndpointPath(Optional<String> told, boolean trailingSlash) {
    /** Where servers listen by default. */
    private static final String DEFAULT = "/engine.io/";

    static final EndpointPath UNTOLD = new EndpointPath(Optional.empty(), true);

    EndpointPath with(String path) {
        return new EndpointPath(Optional.of(path), trailingSlash);
    }

    EndpointPath withTrailingSlash(boolean slash) {
        return new EndpointPath(told, slash);
    }

    /** Returns where requests to that server go. */
    Target target(Endpoint server) {
        return server.server().withPath(at(server));
    }

    /** Returns the path of requests to that server, encoded. */
    private String at(Endpoint server) {
        String path = told.or(server::path).orElse(DEFAULT);
        if (path.endsWith("/")) {
            return trailingSlash || path.length() == 1 ? path : path.substring(0, path.length() - 1);
        }
        return trailingSlash || path.isEmpty() ? path + "/" : path;
    }
}
