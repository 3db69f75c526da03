package io.curlew.testserver;

import io.curlew.engineio.protocol.PeerText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request outside Socket.IO: see {@link TestServer#route}.
 *
 * @param method {@code POST}, for example
 * @param path the path, decoded
 * @param query the query parameters, decoded
 * @param headers the headers, by name in lower case
 * @param body the body as UTF-8; empty when there is none
 */
public record RouteRequest(
        String method, String path, Map<String, String> query, Map<String, List<String>> headers, String body) {

    public RouteRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** Returns the first header of that name, in any case. */
    public Optional<String> header(String name) {
        return Headers.first(headers, name);
    }

    /** Omits the query, the headers and the body, which may contain credentials. */
    @Override
    public String toString() {
        return PeerText.name(method) + " " + PeerText.sentence(path);
    }
}
