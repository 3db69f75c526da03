package io.curlew.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** Whether an event costs more when there are many names, namespaces or connections. */
final class Growth implements Experiment {
    private static final int MAX_ROUNDS = 9;
    private static final int WARM_UPS = 5;
    private static final double MOST = 1.3;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final int EVENTS = 400_000;
    /** They are fewer, since each is a journey of its own. */
    private static final int RALLIES = 20_000;

    private static final String CURLEW = "curlew-direct";

    /**
     * Something that there are few and many of.
     *
     * @param growing the task that makes so many
     * @param task what is measured then; an event with so many in it
     */
    private record Kind(String title, int few, int many, String growing, String task, int events) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %d, %d", title, few, many);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("event names with a listener", 10, 5000, "listen %d", "flood " + EVENTS + " names%d", EVENTS),
            new Kind("namespaces on a connection", 1, 100, "join %d", "flood " + EVENTS + " namespaces%d", EVENTS));

    private static final Kind CONNECTIONS = new Kind("connections", 1, 10_000, "open %d", "rally " + RALLIES, RALLIES);

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String run(Launcher launcher, int maxRounds) {
        int rounds = Math.min(MAX_ROUNDS, maxRounds);
        StringBuilder page = new StringBuilder("""
                ### Growing numbers

                | curlew-direct | CPU µs an event with few | with many | ratio, median [95 %] | target | |
                |---|---|---|---|---|---|
                """);
        for (Kind kind : KINDS) {
            page.append(row(launcher, kind, rounds));
        }
        page.append("""

                | connections, an event a read: 1, 10000 | CPU µs an event with one | with many | difference, median [95 %] |
                |---|---|---|---|
                """);
        page.append(connections(launcher, CURLEW, rounds));
        page.append(connections(launcher, "floor-bare", rounds));
        return page.toString();
    }

    private static String row(Launcher launcher, Kind kind, int rounds) {
        try (Pair pair = Pair.grown(launcher, CURLEW, kind, rounds)) {
            String values = String.format(Locale.ROOT, "%s | %.2f | %.2f", kind, pair.few.median(), pair.many.median());
            Comparison ratio = Comparison.ratio(pair.many.values(), pair.few.values());
            return Markdown.target(values, ratio, OptionalDouble.of(MOST));
        } catch (IOException failure) {
            return Markdown.failed(kind.toString(), failure, 6);
        }
    }

    /** A ratio would depend on what the event costs beside. */
    private static String connections(Launcher launcher, String label, int rounds) {
        try (Pair pair = Pair.grown(launcher, label, CONNECTIONS, rounds)) {
            Comparison difference = Comparison.difference(pair.many.values(), pair.few.values());
            return String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %s |%n",
                    label,
                    pair.few.median(),
                    pair.many.median(),
                    difference);
        } catch (IOException failure) {
            return Markdown.failed(label, failure, 4);
        }
    }

    /** Two processes that take turns: one has few, the other many. */
    private record Pair(Side few, Side many) implements AutoCloseable {
        static Pair grown(Launcher launcher, String label, Kind kind, int rounds) throws IOException {
            Progress.say("growth, " + kind.title + " of " + label);
            Side few = Side.grown(launcher, label, kind, kind.few);
            try {
                Pair pair = new Pair(few, Side.grown(launcher, label, kind, kind.many));
                pair.run(rounds);
                return pair;
            } catch (IOException failure) {
                few.close();
                throw failure;
            }
        }

        private void run(int rounds) throws IOException {
            for (int round = -WARM_UPS; round < rounds; round++) {
                few.run(round);
                many.run(round);
            }
        }

        @Override
        public void close() {
            few.close();
            many.close();
        }
    }

    /** A process with a server of its own. */
    private record Side(Server server, Peer peer, String task, int events, List<Double> cpus) implements AutoCloseable {
        static Side grown(Launcher launcher, String label, Kind kind, int size) throws IOException {
            Server server = launcher.server(Carrier.WEBSOCKET);
            try {
                Peer peer = launcher.crowdedContestant(label, server);
                String task = String.format(Locale.ROOT, kind.task, size);
                Side side = new Side(server, peer, task, kind.events, new ArrayList<>());
                var unused = peer.answer(String.format(Locale.ROOT, kind.growing, size));
                return side;
            } catch (IOException failure) {
                server.close(); // and without one, its client ends
                throw failure;
            }
        }

        void run(int round) throws IOException {
            JsonNode answer = peer.answer(task);
            if (round >= 0) {
                cpus.add(answer.path("cpu").asDouble() / NANOS_PER_MICRO / events);
            }
        }

        double[] values() {
            return cpus.stream().mapToDouble(Double::doubleValue).toArray();
        }

        double median() {
            return Comparison.median(values());
        }

        @Override
        public void close() {
            peer.close();
            server.close();
        }
    }
}
