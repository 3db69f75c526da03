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

    /** A round of so many messages is as good as several of fewer. */
    private static final int MANY = 100_000;

    private static final int WARM_UPS = 15;
    private static final int WARM_UPS_OF_MANY = 5;

    /** The first's measure is at most that much of the second's; or it is only of interest how much it is. */
    record Target(String ours, String theirs, OptionalDouble atMost) {
        Target(String ours, String theirs, double atMost) {
            this(ours, theirs, OptionalDouble.of(atMost));
        }

        Target(String ours, String theirs) {
            this(ours, theirs, OptionalDouble.empty());
        }

        /** What waiting costs, against being called. */
        static final Target BLOCKING = new Target("curlew-blocking", "curlew", 1.15);
    }

    /** Returns whether a contestant does this at all. */
    boolean takesPart(String contestant) {
        // rust_socketio draws its ack ids from a thousand, and mixes them up.
        boolean confused = RUST.contains(contestant) && name.equals("ask64");
        // Threads of its closed blocking clients go on turning, and take the processors from the others.
        boolean hogging = contestant.equals("rust-blocking") && name.equals("connect");
        // It differs from the stock floor in nothing else.
        boolean same = contestant.equals("floor-copying") && !name.equals("binary-in");
        return carrier.isFor(contestant) && !confused && !hogging && !same;
    }

    /** Returns how many rounds it takes until the compiler takes next to nothing. */
    int warmUps() {
        return messages < MANY ? WARM_UPS : WARM_UPS_OF_MANY;
    }

    /** Returns how many messages a contestant is given: the slow ones fewer, so that a round does not wait for them. */
    int messages(String contestant) {
        return Math.max(1, messages / share(contestant));
    }

    private int share(String contestant) {
        boolean connect = name.equals("connect");
        boolean sending = task.startsWith("send");
        return switch (contestant) {
            case "official-java" -> officialShare(sending || connect);
            case "node" -> sending ? 4 : 2;
            case "python" -> 20;
            case "rust-blocking", "rust-async" -> connect ? 40 : 4; // they wait for 50 ms in each connect
            case "curlew-blocking" -> name.equals("ask64") ? 10 : 1; // whose one thread asks one after the other
            default -> 1;
        };
    }

    /** Beyond 16 MiB that wait, it loses what it is to send. */
    private int officialShare(boolean slow) {
        if (name.equals("binary-out")) {
            return 20;
        }
        return slow ? 4 : 2;
    }

    /** Returns the task for so many messages. */
    String task(int count) {
        return String.format(Locale.ROOT, task, count);
    }
}
