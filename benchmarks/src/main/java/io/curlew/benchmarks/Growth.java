package io.curlew.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** Whether an event costs more when there are many names, namespaces or connections. */
final class Growth implements Experiment {
    private static final int WARM_UPS = 3;
    private static final double MOST = 1.3;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final int EVENTS = 400_000;
    /** They are fewer, since each is a journey of its own. */
    private static final int RALLIES = 20_000;

    /**
     * Something that there are few and many of.
     *
     * @param growing the task that makes so many
     * @param task what is measured then; an event with so many in it
     */
    private record Kind(String title, int few, int many, String growing, String task, int events) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("event names with a listener", 10, 5000, "listen %d", "flood " + EVENTS + " names%d", EVENTS),
            new Kind("namespaces on a connection", 1, 100, "join %d", "flood " + EVENTS + " namespaces%d", EVENTS),
            new Kind("connections, an event a read", 1, 10_000, "open %d", "rally " + RALLIES, RALLIES));

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String run(Launcher launcher, int rounds) {
        StringBuilder page = new StringBuilder("""
                ### Growing numbers, curlew-direct

                | | CPU µs an event with few | with many | ratio, median [95 %] | target | |
                |---|---|---|---|---|---|
                """);
        for (Kind kind : KINDS) {
            Progress.say("growth, " + kind.title);
            page.append(row(launcher, kind, rounds));
        }
        return page.toString();
    }

    private static String row(Launcher launcher, Kind kind, int rounds) {
        String title = String.format(Locale.ROOT, "%s: %d, %d", kind.title, kind.few, kind.many);
        try (Side few = Side.grown(launcher, kind, kind.few);
                Side many = Side.grown(launcher, kind, kind.many)) {
            for (int round = -WARM_UPS; round < rounds; round++) {
                few.run(round);
                many.run(round);
            }
            String values = String.format(Locale.ROOT, "%s | %.2f | %.2f", title, few.median(), many.median());
            return Markdown.target(values, Ratio.of(many.values(), few.values()), OptionalDouble.of(MOST));
        } catch (IOException failure) {
            return Markdown.failed(title, failure, 6);
        }
    }

    /** The process that has few of them, or the one that has many, with a server of its own. */
    private record Side(Server server, Peer peer, String task, int events, List<Double> cpus) implements AutoCloseable {
        static Side grown(Launcher launcher, Kind kind, int size) throws IOException {
            Server server = launcher.server(Carrier.WEBSOCKET);
            try {
                Peer peer = launcher.contestant("curlew-direct", server);
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
            double[] sorted = values();
            Arrays.sort(sorted);
            return Ratio.median(sorted);
        }

        @Override
        public void close() {
            peer.close();
            server.close();
        }
    }
}
