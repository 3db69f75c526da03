package io.curlew.engineio.client;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.DeflateConfig;
import io.curlew.engineio.transport.RequestConfig;
import io.curlew.engineio.transport.RequestConfig.CookieSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The part of a builder that says what requests look like. What it hands out stays as it is. */
final class RequestSettings {
    private static final CookieSource JAR = new CookieSource.Jar();

    private Map<String, List<String>> headers = Map.of(); // until one is told: a client keeps this
    private Map<TransportType, Map<String, List<String>>> ofTransport = Map.of();
    private List<String> subprotocols = List.of();
    private boolean timestamp = true;
    private boolean timestampOnWebSocket;
    private String timestampParameter = "t";
    private boolean base64;
    private CookieSource cookies = JAR;
    private Optional<DeflateConfig> deflate = Optional.empty();

    /** For builders without such settings: nothing is ever set here. */
    static final RequestSettings NONE = new RequestSettings();

    RequestSettings() {}

    RequestSettings(RequestSettings other) {
        headers = copy(other.headers);
        other.ofTransport.forEach((transport, told) -> ofTransport().put(transport, copy(told)));
        subprotocols = other.subprotocols;
        timestamp = other.timestamp;
        timestampOnWebSocket = other.timestampOnWebSocket;
        timestampParameter = other.timestampParameter;
        base64 = other.base64;
        cookies = other.cookies;
        deflate = other.deflate;
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> headers) {
        if (headers.isEmpty()) {
            return headers;
        }
        Map<String, List<String>> copy = newHeaders();
        headers.forEach((name, values) -> copy.put(name, new ArrayList<>(values)));
        return copy;
    }

    /** A header's name is the same in upper and lower case. */
    private static Map<String, List<String>> newHeaders() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    private Map<TransportType, Map<String, List<String>>> ofTransport() {
        if (ofTransport.isEmpty()) {
            ofTransport = new EnumMap<>(TransportType.class);
        }
        return ofTransport;
    }

    void header(String name, String value) {
        RequestChecks.header(name, value);
        if (headers.isEmpty()) {
            headers = newHeaders();
        }
        add(headers, name, value);
    }

    void header(TransportType transport, String name, String value) {
        RequestChecks.header(name, value);
        add(ofTransport().computeIfAbsent(transport, unused -> newHeaders()), name, value);
    }

    /** Removes one value of a header, if it is there. */
    void removeHeader(String name, String value) {
        if (!headers.isEmpty()) {
            headers.computeIfPresent(name, (same, values) -> values.remove(value) && values.isEmpty() ? null : values);
        }
    }

    private static void add(Map<String, List<String>> to, String name, String value) {
        to.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    void subprotocols(List<String> offered) {
        RequestChecks.subprotocols(offered);
        subprotocols = offered;
    }

    void timestampParameter(String name) {
        RequestChecks.timestampParameter(name);
        timestampParameter = name;
    }

    void timestamp(boolean send) {
        timestamp = send;
    }

    void timestampOnWebSocket(boolean also) {
        timestampOnWebSocket = also;
        timestamp = timestamp || also;
    }

    private Set<TransportType> timestamped() {
        if (!timestamp) {
            return Set.of();
        }
        return timestampOnWebSocket ? EnumSet.allOf(TransportType.class) : Set.of(TransportType.POLLING);
    }

    void forceBase64(boolean force) {
        base64 = force;
    }

    void keepCookies(boolean keep) {
        if (!keep) {
            cookies = new CookieSource.None();
        } else if (cookies instanceof CookieSource.None) {
            cookies = JAR;
        }
    }

    void cookies(CookieSource source) {
        cookies = source;
    }

    void deflate(Optional<DeflateConfig> config) {
        deflate = config;
    }

    /** Returns the headers for every transport. */
    Map<String, List<String>> headers() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return copy;
    }

    RequestConfig config() {
        return new RequestConfig(
                ofTransport, subprotocols, timestamped(), timestampParameter, base64, cookies, deflate);
    }
}
