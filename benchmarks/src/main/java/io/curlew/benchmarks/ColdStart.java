package io.curlew.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** From the start of the process to the first answer. */
final class ColdStart implements Experiment {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int COLUMNS = 3;

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public String run(Launcher launcher, int rounds) {
        StringBuilder page = new StringBuilder("""
                ### Start of the process to first ack

                | | median ms | fastest ms |
                |---|---|---|
                """);
        for (String label : launcher.all()) {
            page.append(row(launcher, label, rounds));
        }
        return page.toString();
    }

    private static String row(Launcher launcher, String label, int rounds) {
        try {
            double[] times = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                times[round] = once(launcher, label);
            }
            Arrays.sort(times);
            return String.format(Locale.ROOT, "| %s | %.0f | %.0f |%n", label, Ratio.median(times), times[0]);
        } catch (IOException failure) {
            return Markdown.failed(label, failure, COLUMNS);
        }
    }

    private static double once(Launcher launcher, String label) throws IOException {
        try (Server server = launcher.server(Carrier.WEBSOCKET)) {
            long start = System.nanoTime();
            try (Peer peer = launcher.contestant(label, server)) {
                var unused = peer.answer("ask 1 1");
                return (System.nanoTime() - start) / NANOS_PER_MILLI;
            }
        }
    }
}
