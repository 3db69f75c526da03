package io.curlew.testserver;

import io.curlew.engineio.protocol.PeerText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request and how it was answered. A WebSocket's handshake is one; what goes over the WebSocket is not.
 *
 * @param method {@code GET}, for example
 * @param path the path, decoded
 * @param query the query parameters, decoded
 * @param headers the headers, by name in lower case
 * @param status the status of the answer: 101 for a WebSocket
 */
public record RecordedRequest(
        String method, String path, Map<String, String> query, Map<String, List<String>> headers, int status) {

    public RecordedRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** Returns the first header of that name, in any case. */
    public Optional<String> header(String name) {
        return Headers.first(headers, name);
    }

    /** Returns how many bytes this keeps in memory, about. */
    long memory() {
        return Memory.ofRequest(path, query, headers);
    }

    /** Tells nothing of query and headers, which may hold credentials. */
    @Override
    public String toString() {
        return PeerText.name(method) + " " + PeerText.sentence(path) + " answered by " + status;
    }
}
