package io.curlew.engineio.client;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.DeflateConfig;
import io.curlew.engineio.transport.RequestConfig;
import io.curlew.engineio.transport.RequestConfig.CookieSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The part of a builder that says what requests look like. What it hands out stays as it is. */
final class RequestSettings {
    private final Map<String, List<String>> headers = newHeaders();
    private final Map<TransportType, Map<String, List<String>>> ofTransport = new EnumMap<>(TransportType.class);
    private List<String> subprotocols = List.of();
    private Set<TransportType> timestamped = Set.of(TransportType.POLLING);
    private String timestampParameter = "t";
    private boolean base64;
    private CookieSource cookies = new CookieSource.Jar();
    private Optional<DeflateConfig> deflate = Optional.empty();

    RequestSettings() {}

    RequestSettings(RequestSettings other) {
        copy(other.headers, headers);
        other.ofTransport.forEach((transport, told) -> {
            Map<String, List<String>> own = newHeaders();
            copy(told, own);
            ofTransport.put(transport, own);
        });
        subprotocols = other.subprotocols;
        timestamped = other.timestamped;
        timestampParameter = other.timestampParameter;
        base64 = other.base64;
        cookies = other.cookies;
        deflate = other.deflate;
    }

    private static void copy(Map<String, List<String>> from, Map<String, List<String>> to) {
        from.forEach((name, values) -> to.put(name, new ArrayList<>(values)));
    }

    /** A header's name is the same in upper and lower case. */
    private static Map<String, List<String>> newHeaders() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    void header(String name, String value) {
        RequestChecks.header(name, value);
        add(headers, name, value);
    }

    void header(TransportType transport, String name, String value) {
        RequestChecks.header(name, value);
        add(ofTransport.computeIfAbsent(transport, unused -> newHeaders()), name, value);
    }

    /** Removes one value of a header, if it is there. */
    void removeHeader(String name, String value) {
        headers.computeIfPresent(name, (same, values) -> values.remove(value) && values.isEmpty() ? null : values);
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

    void timestamped(Set<TransportType> transports) {
        timestamped = transports;
    }

    void forceBase64(boolean force) {
        base64 = force;
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
        return new RequestConfig(ofTransport, subprotocols, timestamped, timestampParameter, base64, cookies, deflate);
    }
}
