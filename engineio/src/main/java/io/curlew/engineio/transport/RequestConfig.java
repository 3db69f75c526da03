package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.TransportType;
import java.net.CookieHandler;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What requests say besides what the protocol makes them say. Immutable, and knows nothing of a running client.
 *
 * @param headers the user's headers for the requests of one transport; each replaces those of the same name in
 *     {@link TransportConfig#headers}
 * @param subprotocols what a WebSocket handshake offers, best first
 * @param timestamped the transports whose requests carry a parameter that is never the same, to keep caches from
 *     answering
 * @param timestampParameter that parameter's name, not encoded
 * @param base64 whether polling asks the server for binary data as base64 only
 * @param cookies where cookies come from, besides those in the user's headers
 * @param deflate what a WebSocket handshake offers for compression; empty for none
 */
public record RequestConfig(
        Map<TransportType, Map<String, List<String>>> headers,
        List<String> subprotocols,
        Set<TransportType> timestamped,
        String timestampParameter,
        boolean base64,
        CookieSource cookies,
        Optional<DeflateConfig> deflate) {

    /** Where cookies come from and go to. */
    public sealed interface CookieSource {
        /** A jar of the socket's own, empty at first. */
        record Jar() implements CookieSource {}

        /** None are kept. */
        record None() implements CookieSource {}

        /** The user's handler, which may block. */
        record Handler(CookieHandler handler) implements CookieSource {
            @Override
            public String toString() {
                return "Handler";
            }
        }
    }

    public RequestConfig {
        headers = copy(headers);
        subprotocols = List.copyOf(subprotocols);
        timestamped = Set.copyOf(timestamped);
    }

    private static Map<TransportType, Map<String, List<String>>> copy(
            Map<TransportType, Map<String, List<String>>> headers) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        Map<TransportType, Map<String, List<String>>> copy = new EnumMap<>(TransportType.class);
        headers.forEach((type, ofType) -> copy.put(type, copyOfOne(ofType)));
        return Collections.unmodifiableMap(copy);
    }

    private static Map<String, List<String>> copyOfOne(Map<String, List<String>> headers) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }

    /** Returns the defaults of the reference client. */
    public static RequestConfig defaults() {
        return new RequestConfig(
                Map.of(),
                List.of(),
                Set.of(TransportType.POLLING),
                "t",
                false,
                new CookieSource.Jar(),
                Optional.empty());
    }

    /** Headers and subprotocols may hold secrets. */
    @Override
    public String toString() {
        return "RequestConfig";
    }
}
