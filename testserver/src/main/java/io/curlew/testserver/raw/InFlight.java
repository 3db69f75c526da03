package io.curlew.testserver.raw;

import java.util.HashMap;
import java.util.Map;

/** Counts, for each method and session, the requests whose answer has not begun. */
final class InFlight {
    private record Kind(String method, String sid) {}

    private final Map<Kind, Integer> current = new HashMap<>();
    private final Map<Kind, Integer> most = new HashMap<>();

    synchronized void began(HttpRequest request) {
        Kind kind = kind(request);
        most.merge(kind, current.merge(kind, 1, Integer::sum), Math::max);
    }

    synchronized void ended(HttpRequest request) {
        current.computeIfPresent(kind(request), (kind, n) -> n == 1 ? null : n - 1);
    }

    private static Kind kind(HttpRequest request) {
        return new Kind(request.method(), request.sid());
    }

    synchronized int most(String method, String sid) {
        return most.getOrDefault(new Kind(method, sid), 0);
    }

    synchronized int most(String method) {
        return most.entrySet().stream()
                .filter(entry -> entry.getKey().method().equals(method))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }
}
