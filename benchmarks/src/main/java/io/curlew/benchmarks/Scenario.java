package io.curlew.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is measured: a task, of how many messages, which of the measures is compared, and what Curlew is to reach.
 *
 * @param measure as in the answers of a {@link Worker}
 */
record Scenario(
        String name, String title, Carrier carrier, String task, int messages, String measure, List<Target> targets) {

    private static final Set<String> RUST = Set.of("rust-blocking", "rust-async");

    /** The first's measure is at most that much of the second's; or it is only of interest how much it is. */
    record Target(String ours, String theirs, OptionalDouble atMost) {
        Target(String ours, String theirs, double atMost) {
            this(ours, theirs, OptionalDouble.of(atMost));
        }

        Target(String ours, String theirs) {
            this(ours, theirs, OptionalDouble.empty());
        }

        /** What waiting costs, against being called. */
        static final Target BLOCKING = new Target("curlew-blocking", "curlew");
    }

    /** Returns whether a contestant does this at all. */
    boolean takesPart(String contestant) {
        // rust_socketio draws its ack ids from a thousand, and mixes them up.
        boolean confused = RUST.contains(contestant) && name.equals("ask64");
        // Threads of its closed blocking clients go on turning, and take the processors from the others.
        boolean hogging = contestant.equals("rust-blocking") && name.equals("connect");
        return carrier.isFor(contestant) && !confused && !hogging;
    }

    /** Returns how many messages a contestant is given: the slow ones fewer, so that a round does not wait for them. */
    int messages(String contestant) {
        return Math.max(1, messages / share(contestant));
    }

    private int share(String contestant) {
        boolean connect = name.equals("connect");
        return switch (contestant) {
            case "official-java" -> name.equals("binary-out") ? 20 : 2; // it loses what it is to send beyond 16 MiB
            case "node" -> 2;
            case "python" -> 20;
            case "rust-blocking", "rust-async" -> connect ? 40 : 4; // they wait for 50 ms in each connect
            default -> 1;
        };
    }

    /** Returns the task for so many messages. */
    String task(int count) {
        return String.format(Locale.ROOT, task, count);
    }
}
