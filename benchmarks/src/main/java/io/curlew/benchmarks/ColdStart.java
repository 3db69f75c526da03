package io.curlew.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** From the start of the process to the first answer. */
final class ColdStart implements Experiment {
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public String run(Launcher launcher, int rounds) throws IOException {
        StringBuilder page = new StringBuilder("""
                ### Start of the process to first ack

                | | median ms | fastest ms |
                |---|---|---|
                """);
        for (String label : launcher.all()) {
            double[] times = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                times[round] = once(launcher, label);
            }
            Arrays.sort(times);
            page.append(String.format(Locale.ROOT, "| %s | %.0f | %.0f |%n", label, Ratio.median(times), times[0]));
        }
        return page.toString();
    }

    private static double once(Launcher launcher, String label) throws IOException {
        try (Peer server = launcher.server()) {
            String url = Launcher.url(server);
            long start = System.nanoTime();
            try (Peer peer = launcher.contestant(label, url)) {
                String unused = peer.answer("ask 1 1");
                return (System.nanoTime() - start) / NANOS_PER_MILLI;
            }
        }
    }
}
