package io.curlew.benchmarks;

import java.util.List;

/** Where a contestant connects to, and how. */
record Destination(String url, String transport) {

    /** Reads what {@link #arguments} wrote. */
    static Destination of(List<String> arguments) {
        return new Destination(arguments.get(0), arguments.get(1));
    }

    /** Returns it for a command line. */
    List<String> arguments() {
        return List.of(url, transport);
    }
}
