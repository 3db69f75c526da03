package io.curlew.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What a connection costs that is open and silent: the slope of the resident set, so that what the JVM takes falls out. */
final class IdleConnections implements Experiment {
    private static final int FEW = 1000;
    private static final int MANY = 10_000;
    /** With a few threads for each, it is not led beyond the few. */
    private static final String OFFICIAL = "official-java";

    private static final double KIB = 1024;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String run(Launcher launcher, int rounds) {
        StringBuilder page = new StringBuilder("""
                ### Idle connections, one process

                | | connections | RSS each, KiB | threads at the start | threads at the end |
                |---|---|---|---|---|
                """);
        for (String label : List.of("floor-bare", "floor-stock", "curlew", OFFICIAL)) {
            page.append(row(launcher, label));
        }
        return page.toString();
    }

    private static String row(Launcher launcher, String label) {
        boolean official = label.equals(OFFICIAL);
        int from = official ? FEW / 10 : FEW;
        int to = official ? FEW : MANY;
        try {
            return row(launcher, label, from, to);
        } catch (IOException ended) {
            return "| " + label + " | " + from + " to " + to + " | did not get there | | |\n";
        }
    }

    private static String row(Launcher launcher, String label, int from, int to) throws IOException {
        try (Peer server = launcher.server();
                Peer peer = launcher.tightContestant(label, Launcher.url(server))) {
            JsonNode start = peer.answer("idle 1");
            JsonNode few = peer.answer("idle " + from);
            JsonNode many = peer.answer("idle " + to);
            double each = (many.path("rss").asDouble() - few.path("rss").asDouble()) / (to - from) / KIB;
            return String.format(
                    Locale.ROOT,
                    "| %s | %d to %d | %.1f | %d | %d |%n",
                    label,
                    from,
                    to,
                    each,
                    start.path("threads").asInt(),
                    many.path("threads").asInt());
        }
    }
}
