package io.curlew.testserver;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.engineio.protocol.TransportType;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP request that opened a session.
 *
 * @param transport the transport of the request
 * @param path the request's path
 * @param query the query parameters, decoded; the protocol's own ({@code EIO}, {@code transport}) included
 * @param headers the headers, by name in lower case
 * @param remoteAddress the address of the client
 */
public record HandshakeRequest(
        TransportType transport,
        String path,
        Map<String, String> query,
        Map<String, List<String>> headers,
        InetSocketAddress remoteAddress) {

    public HandshakeRequest {
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

    /** Omits the query and the headers, which may contain credentials. */
    @Override
    public String toString() {
        return "HandshakeRequest[" + transport + ", " + PeerText.sentence(path) + ", from " + remoteAddress + "]";
    }
}
