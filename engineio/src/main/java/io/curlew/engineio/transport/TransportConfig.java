package io.curlew.engineio.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Everything a transport must know to connect. Immutable, and knows nothing of a running client.
 *
 * <p>There is no deadline for a poll here: it comes from the server's handshake (pingInterval + pingTimeout), for no
 * later than that the server has a ping to answer it with.
 *
 * @param target of the Engine.IO endpoint
 * @param query the user's query parameters, not encoded, sent in this order; the protocol's own keys are added and win
 * @param headers the user's headers for every request; those that HTTP or WebSocket need for themselves win
 * @param connectTimeout for the name, the TCP connection and TLS together, for a WebSocket with its handshake
 * @param requestTimeout for a POST, and for the handshake's GET: from asking to the whole answer
 * @param maxMessageSize the most bytes of an incoming message or body
 * @param sslContext for https; null for the JVM's default
 * @param requests what requests say besides
 * @param dial how to get to the endpoint
 */
public record TransportConfig(
        Target target,
        Map<String, String> query,
        Map<String, List<String>> headers,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxMessageSize,
        @Nullable SSLContext sslContext,
        RequestConfig requests,
        DialConfig dial) {

    public TransportConfig {
        query = copy(query);
        headers = copy(headers);
    }

    /** Returns the endpoint's URL. */
    public URI endpoint() {
        return target.endpoint();
    }

    /** In the order that was given; of nothing, as is usual, no copy, since each connection has a configuration. */
    private static <V> Map<String, V> copy(Map<String, V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Returns the same with another way to the endpoint. */
    public TransportConfig withDial(DialConfig newDial) {
        return new TransportConfig(
                target, query, headers, connectTimeout, requestTimeout, maxMessageSize, sslContext, requests, newDial);
    }

    /** Returns the same with another server, query and headers. */
    public TransportConfig with(Target newTarget, Map<String, String> newQuery, Map<String, List<String>> newHeaders) {
        return new TransportConfig(
                newTarget,
                newQuery,
                newHeaders,
                connectTimeout,
                requestTimeout,
                maxMessageSize,
                sslContext,
                requests,
                dial);
    }

    @Override
    public String toString() {
        return "TransportConfig[" + target.origin() + "]";
    }
}
