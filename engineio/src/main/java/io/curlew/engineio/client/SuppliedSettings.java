package io.curlew.engineio.client;

import io.curlew.engineio.transport.TransportConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The settings that are asked for at each attempt to connect. Immutable.
 *
 * @param path the endpoint's path, where the builder was told one; else that of the URL, or the default
 */
record SuppliedSettings(
        Optional<Question<String>> url,
        Optional<Question<Map<String, List<String>>>> headers,
        Optional<Question<Map<String, String>>> query,
        Optional<String> path) {
    static final SuppliedSettings NONE =
            new SuppliedSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    boolean isEmpty() {
        return url.isEmpty() && headers.isEmpty() && query.isEmpty();
    }

    SuppliedSettings withUrl(Question<String> question) {
        return new SuppliedSettings(Optional.of(question), headers, query, path);
    }

    SuppliedSettings withHeaders(Question<Map<String, List<String>>> question) {
        return new SuppliedSettings(url, Optional.of(question), query, path);
    }

    SuppliedSettings withQuery(Question<Map<String, String>> question) {
        return new SuppliedSettings(url, headers, Optional.of(question), path);
    }

    SuppliedSettings withPath(String told) {
        return new SuppliedSettings(url, headers, query, Optional.of(told));
    }

    /** Asks for all of them at once, and completes with the whole configuration of one attempt. */
    CompletableFuture<TransportConfig> ask(TransportConfig known, Executor offLoop) {
        CompletableFuture<Optional<String>> newUrl = ask(url, offLoop);
        CompletableFuture<Optional<Map<String, List<String>>>> newHeaders = ask(headers, offLoop);
        CompletableFuture<Optional<Map<String, String>>> newQuery = ask(query, offLoop);
        return newUrl.thenCombine(newHeaders, (to, with) -> new Change(known, to, with))
                .thenCombine(newQuery, (change, and) -> change.apply(and, path));
    }

    private static <T> CompletableFuture<Optional<T>> ask(Optional<Question<T>> question, Executor offLoop) {
        return question.map(asked -> asked.ask(offLoop).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** What is told later replaces what was told before under the same name. */
    private record Change(TransportConfig known, Optional<String> url, Optional<Map<String, List<String>>> headers) {

        TransportConfig apply(Optional<Map<String, String>> newQuery, Optional<String> path) {
            Map<String, List<String>> allHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            allHeaders.putAll(known.headers());
            Map<String, String> allQuery = new LinkedHashMap<>(known.query());
            URI endpoint = url.map(Endpoint::parse)
                    .map(server -> endpoint(server, path, allHeaders, allQuery))
                    .orElse(known.endpoint());
            headers.ifPresent(told -> told.forEach((name, values) -> allHeaders.put(name, checked(name, values))));
            newQuery.ifPresent(told -> told.forEach((name, value) -> {
                Checks.queryName(name);
                allQuery.put(name, value);
            }));
            return known.with(endpoint, allQuery, allHeaders);
        }

        private static URI endpoint(
                Endpoint server, Optional<String> path, Map<String, List<String>> headers, Map<String, String> query) {
            server.query().forEach((name, value) -> {
                Checks.queryName(name);
                query.put(name, value);
            });
            server.credentials().ifPresent(credentials -> headers.put("authorization", List.of(credentials)));
            return URI.create(server.base() + path.or(server::path).orElse(Endpoint.DEFAULT_PATH));
        }

        private static List<String> checked(String name, List<String> values) {
            values.forEach(value -> Checks.header(name, value));
            return new ArrayList<>(values);
        }
    }

    /** What was asked for may be secret. */
    @Override
    public String toString() {
        return "SuppliedSettings";
    }
}
