package io.curlew.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** One message of 20 MB each way over WebSocket: how much more memory a fresh process takes at its peak than when idle. */
final class LargeMessage implements Experiment {
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public String name() {
        return "large";
    }

    @Override
    public String run(Launcher launcher, int rounds) {
        StringBuilder page = new StringBuilder("""
                ### One message of 20 MB over WebSocket

                | | received: peak above idle, × payload | ms | sent: peak above idle, × payload | ms |
                |---|---|---|---|---|
                """);
        for (String label : List.of("curlew", "floor-stock", "floor-bare", "official-java")) {
            page.append("| ").append(label);
            page.append(cells(launcher, label, "receive 1 big", rounds));
            page.append(cells(launcher, label, "sendbytes 1 " + Flood.BIG_SIZE, rounds));
            page.append(" |\n");
        }
        return page.toString();
    }

    private static String cells(Launcher launcher, String label, String task, int rounds) {
        double[] peaks = new double[rounds];
        double[] millis = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            try (Server server = launcher.server(Carrier.WEBSOCKET);
                    Peer peer = launcher.contestant(label, server)) {
                JsonNode answer = peer.answer(task);
                peaks[round] = answer.path("peak").asDouble() / Flood.BIG_SIZE;
                millis[round] = answer.path("wall").asDouble() / NANOS_PER_MILLI;
            } catch (IOException ended) {
                return " | not delivered |"; // the worker gives up when nothing comes
            }
        }
        return String.format(Locale.ROOT, " | %.1f | %.0f", median(peaks), median(millis));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return Ratio.median(values);
    }
}
