package io.curlew.engineio.client;

import io.curlew.engineio.transport.Target;
import io.curlew.engineio.transport.TransportConfig;
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
 * @param path the path settings of the builder
 */
record SuppliedSettings(
        Optional<Question<String>> url,
        List<Question<Map<String, List<String>>>> headers,
        List<Question<Map<String, String>>> query,
        EndpointPath path) {
    static final SuppliedSettings NONE =
            new SuppliedSettings(Optional.empty(), List.of(), List.of(), EndpointPath.UNTOLD);

    boolean isEmpty() {
        return url.isEmpty() && headers.isEmpty() && query.isEmpty();
    }

    SuppliedSettings withUrl(Question<String> question) {
        return new SuppliedSettings(Optional.of(question), headers, query, path);
    }

    SuppliedSettings withHeaders(Question<Map<String, List<String>>> question) {
        return new SuppliedSettings(url, and(headers, question), query, path);
    }

    SuppliedSettings withQuery(Question<Map<String, String>> question) {
        return new SuppliedSettings(url, headers, and(query, question), path);
    }

    private static <T> List<T> and(List<T> earlier, T last) {
        List<T> all = new ArrayList<>(earlier);
        all.add(last);
        return List.copyOf(all);
    }

    SuppliedSettings withPath(EndpointPath told) {
        return new SuppliedSettings(url, headers, query, told);
    }

    /** Asks for all of them at once, and completes with the whole configuration of one attempt. */
    CompletableFuture<TransportConfig> ask(TransportConfig known, Executor offLoop) {
        CompletableFuture<List<String>> newUrl = ask(url.stream().toList(), offLoop);
        CompletableFuture<List<Map<String, List<String>>>> newHeaders = ask(headers, offLoop);
        CompletableFuture<List<Map<String, String>>> newQuery = ask(query, offLoop);
        return newUrl.thenCombine(newHeaders, (to, with) -> new Change(known, to, with))
                .thenCombine(newQuery, (change, and) -> change.apply(and, path));
    }

    private static <T> CompletableFuture<List<T>> ask(List<Question<T>> questions, Executor offLoop) {
        CompletableFuture<List<T>> answers = CompletableFuture.completedFuture(List.of());
        for (Question<T> question : questions) {
            answers = answers.thenCombine(question.ask(offLoop), SuppliedSettings::and);
        }
        return answers;
    }

    /** A later value replaces an earlier one of the same name. */
    private record Change(TransportConfig known, List<String> url, List<Map<String, List<String>>> headers) {

        TransportConfig apply(List<Map<String, String>> newQuery, EndpointPath path) {
            Map<String, List<String>> allHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            allHeaders.putAll(known.headers());
            Map<String, String> allQuery = new LinkedHashMap<>(known.query());
            Optional<Endpoint> asked = url.stream().findFirst().map(Endpoint::parse);
            Target target = asked.map(server -> target(server, path, allHeaders, allQuery))
                    .orElse(known.target());
            headers.forEach(told -> told.forEach((name, values) -> allHeaders.put(name, checked(name, values))));
            newQuery.forEach(told -> told.forEach((name, value) -> {
                RequestChecks.query(name, value);
                allQuery.put(name, value);
            }));
            TransportConfig config = known.with(target, allQuery, allHeaders);
            return asked.map(server -> config.withDial(config.dial().withZone(server.zone())))
                    .orElse(config);
        }

        /** What was asked for may be secret. */
        @Override
        public String toString() {
            return "Change";
        }

        private static Target target(
                Endpoint server, EndpointPath path, Map<String, List<String>> headers, Map<String, String> query) {
            server.query().forEach((name, value) -> {
                RequestChecks.query(name, value);
                query.put(name, value);
            });
            server.credentials().ifPresent(credentials -> headers.put("authorization", List.of(credentials)));
            return path.target(server);
        }

        private static List<String> checked(String name, List<String> values) {
            values.forEach(value -> RequestChecks.header(name, value));
            return new ArrayList<>(values);
        }
    }

    /** What was asked for may be secret. */
    @Override
    public String toString() {
        return "SuppliedSettings";
    }
}
