package io.curlew.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What is measured: a task, of how many messages, which of the measures is compared, and what Curlew is to reach.
 *
 * @param measure as in the answers of a {@link Worker}
 */
record Scenario(String name, String title, String task, int messages, String measure, List<Target> targets) {

    /** The first's measure is at most that much of the second's; or it is only of interest how much it is. */
    record Target(String ours, String theirs, OptionalDouble atMost) {
        Target(String ours, String theirs, double atMost) {
            this(ours, theirs, OptionalDouble.of(atMost));
        }

        /** What waiting for answers costs, against being called. */
        static final Target BLOCKING = new Target("curlew-blocking", "curlew", OptionalDouble.empty());
    }

    static final List<Scenario> ALL = List.of(
            new Scenario(
                    "receive",
                    "Receive 90-byte events, typed listener",
                    "receive %d typed",
                    200_000,
                    "cpu",
                    List.of(
                            new Target("curlew", "floor-stock", 1.0),
                            new Target("curlew", "floor-bare", 1.25),
                            new Target("curlew", "official-java", 1 / 5.0),
                            new Target("curlew", "node", 1 / 2.0))),
            new Scenario(
                    "receive-blind",
                    "Receive 90-byte events, listener that reads nothing",
                    "receive %d blind",
                    200_000,
                    "cpu",
                    List.of()),
            sending("send", "Send 90-byte events, one thread", "send %d 1"),
            sending("send4", "Send 90-byte events, four threads", "send %d 4"),
            new Scenario(
                    "ask",
                    "Ack round trip, one at a time",
                    "ask %d 1",
                    5000,
                    "p50",
                    List.of(
                            new Target("curlew-direct", "floor-stock", 1.1),
                            new Target("curlew", "floor-stock", 1.5),
                            new Target("curlew-direct", "official-java", 1 / 4.0),
                            new Target("curlew", "official-java", 1 / 3.0),
                            new Target("curlew-direct", "node", 0.6),
                            new Target("curlew", "node", 0.9))),
            new Scenario("ask64", "Ack round trip, 64 in flight", "ask %d 64", 32_000, "cpu", List.of()),
            binary("binary-in", "Receive 64 KiB binary", "receive %d bytes"),
            binary("binary-out", "Send 64 KiB binary", "sendbytes %d"),
            new Scenario(
                    "connect",
                    "Connect to first ack, warm",
                    "connect %d",
                    40,
                    "p50",
                    List.of(
                            new Target("curlew", "floor-stock", 1.3),
                            new Target("curlew", "official-java", 1 / 2.0),
                            new Target("curlew", "node", 1.0))));

    /** Returns whether a contestant does this at all: rust_socketio draws its ack ids from a thousand, and mixes them up. */
    boolean takesPart(String contestant) {
        return !(contestant.startsWith("rust") && name.equals("ask64"));
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

    private static Scenario sending(String name, String title, String task) {
        List<Target> targets = List.of(
                new Target("curlew", "floor-stock", 1.1),
                new Target("curlew", "official-java", 1 / 3.0),
                new Target("curlew", "node", 1 / 4.0));
        return new Scenario(name, title, task, 100_000, "cpu", targets);
    }

    private static Scenario binary(String name, String title, String task) {
        List<Target> targets = List.of(
                new Target("curlew", "floor-stock", 1.15),
                new Target("curlew", "official-java", 0.9),
                new Target("curlew", "node", 1.3));
        return new Scenario(name, title, task, 2000, "cpu", targets);
    }
}
