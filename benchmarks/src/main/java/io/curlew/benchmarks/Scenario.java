package io.curlew.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What is measured: a task, of how many messages, which of the measures is compared, and what Curlew is to reach.
 *
 * @param measure as in the answers of a {@link Worker}
 */
record Scenario(
        String name, String title, Carrier carrier, String task, int messages, String measure, List<Target> targets) {

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

    /** Returns whether a contestant does this at all: rust_socketio draws its ack ids from a thousand, and mixes them up. */
    boolean takesPart(String contestant) {
        return carrier.isFor(contestant) && !(contestant.startsWith("rust") && name.equals("ask64"));
    }

    /** Returns how many messages a contestant is given: the slow ones fewer, so that a round does not wait for them. */
    int messages(String contestant) {
        return Math.max(1, messages / share(contestant));
    }

    private int share(String contestant) {
        if (contestant.equals("official-java") && name.equals("binary-out")) {
            return 10; // it loses what it is to send while 16 MiB wait
        }
        boolean connect = name.equals("connect");
        if (contestant.startsWith("rust")) {
            return connect ? 8 : 4; // it waits for 50 ms in each connect
        }
        return contestant.equals("python") ? (connect ? 8 : 20) : 1;
    }

    /** Returns the task for so many messages. */
    String task(int count) {
        return String.format(Locale.ROOT, task, count);
    }
}
