package io.curlew.engineio.transport;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Everything a transport must know to connect. Immutable, and knows nothing of a running client.
 *
 * @param endpoint scheme (http or https), host, port and path of the Engine.IO endpoint, no query
 * @param query the user's query parameters, not encoded; the protocol's own keys are added and win
 * @param headers the user's headers for every request
 * @param connectTimeout for the TCP connection, TLS and the WebSocket handshake together
 * @param requestTimeout for a POST, and for the handshake's GET; a poll waits {@code pollTimeout}
 * @param maxMessageSize the most bytes of an incoming message or body
 * @param sslContext for https; null for the JVM's default
 */
public record TransportConfig(
        URI endpoint,
        Map<String, String> query,
        Map<String, List<String>> headers,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxMessageSize,
        @Nullable SSLContext sslContext) {

    public TransportConfig {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "TransportConfig[" + endpoint.getScheme() + "://" + endpoint.getAuthority() + "]";
    }
}
