package io.curlew.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What a program gains or loses by how it uses this client, and by the JVM's flags that matter when it is warm. */
final class Options implements Experiment {
    private static final int WARM_UPS = 5;
    private static final int MAX_ROUNDS = 9;
    private static final int FLOOD = 400_000;
    private static final int ASKS = 5000;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MIB = 1 << 20;

    private static final String SERIAL = "-XX:+UseSerialGC";
    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx1g");

    @Override
    public String name() {
        return "options";
    }

    @Override
    public String run(Launcher launcher, int maxRounds) throws IOException {
        int rounds = Math.min(MAX_ROUNDS, maxRounds);
        List<Choice> choices = new ArrayList<>();
        try (Server server = launcher.server(Carrier.WEBSOCKET)) {
            try {
                add(choices, launcher, server, "the defaults, serial collector", "curlew", SERIAL);
                add(choices, launcher, server, "direct mode", "curlew-direct", SERIAL);
                add(choices, launcher, server, "blocking view", "curlew-blocking", SERIAL);
                add(
                        choices,
                        launcher,
                        server,
                        "NIO, not epoll",
                        "curlew",
                        SERIAL,
                        "-Dio.netty.transport.noNative=true");
                add(choices, launcher, server, "G1 collector", "curlew", "-XX:+UseG1GC");
                add(choices, launcher, server, "only the first compiler", "curlew", SERIAL, "-XX:TieredStopAtLevel=1");
                run(choices, rounds);
            } finally {
                choices.forEach(choice -> choice.peer.close());
            }
        }
        return page(choices);
    }

    private static void add(
            List<Choice> choices, Launcher launcher, Server server, String name, String label, String... flags)
            throws IOException {
        List<String> all = new ArrayList<>(HEAP);
        all.addAll(List.of(flags));
        choices.add(new Choice(name, launcher.startingContestant(label, server, all)));
    }

    private static void run(List<Choice> choices, int rounds) throws IOException {
        for (int round = -WARM_UPS; round < rounds; round++) {
            Progress.say("options, round " + (round + WARM_UPS + 1) + " of " + (WARM_UPS + rounds));
            for (Choice choice : choices) {
                choice.run(round >= 0);
            }
        }
    }

    private static String page(List<Choice> choices) {
        StringBuilder page = new StringBuilder("""
                ### Options of curlew

                | | receive, CPU µs | send, CPU µs | ack, p50 µs | ack, CPU µs | RSS MiB |
                |---|---|---|---|---|---|
                """);
        choices.forEach(choice -> page.append(choice.row()));
        return page.toString();
    }

    /** One way to use the client, in a process of its own. */
    private static final class Choice {
        private final String name;
        private final Peer peer;
        private final List<Double> received = new ArrayList<>();
        private final List<Double> sent = new ArrayList<>();
        private final List<Double> latency = new ArrayList<>();
        private final List<Double> asked = new ArrayList<>();
        private final List<Double> rss = new ArrayList<>();

        Choice(String name, Peer peer) {
            this.name = name;
            this.peer = peer;
        }

        void run(boolean counts) throws IOException {
            JsonNode receive = peer.answer("receive " + FLOOD + " typed");
            JsonNode send = peer.answer("send " + FLOOD + " 1");
            JsonNode ask = peer.answer("ask " + ASKS + " 1");
            if (counts) {
                received.add(cpu(receive) / FLOOD);
                sent.add(cpu(send) / FLOOD);
                latency.add(ask.path("p50").asDouble() / NANOS_PER_MICRO);
                asked.add(cpu(ask) / ASKS);
                rss.add(ask.path("rss").asDouble() / MIB);
            }
        }

        private static double cpu(JsonNode answer) {
            return answer.path("cpu").asDouble() / NANOS_PER_MICRO;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.0f | %.0f | %.0f |%n",
                    name,
                    median(received),
                    median(sent),
                    median(latency),
                    median(asked),
                    median(rss));
        }

        private static double median(List<Double> values) {
            return Comparison.median(
                    values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
