package io.curlew.testserver;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** HTTP headers, by name in lower case. */
final class Headers {
    private Headers() {}

    /** Returns the first of that name, in any case. */
    static Optional<String> first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }
}
