package io.curlew.benchmarks;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** One message of 20 MB each way: how much more memory a fresh process takes at its peak than when idle. */
final class LargeMessage implements Experiment {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double WEBSOCKET_TARGET = 2.2;
    /** Base64 makes it larger by a third. */
    private static final double POLLED_TARGET = 3.5;

    /** What is posted need never be there as a whole. */
    private static final double POSTED_TARGET = 2.5;

    private static final int MAX_ROUNDS = 5;

    /** What one contestant does over one transport, one way. */
    private record Delivery(String label, Carrier carrier, String direction) {
        String task() {
            return direction.equals("received") ? "receive 1 big" : "sendbytes 1 " + Flood.BIG_SIZE;
        }

        /** The same with 64 KiB, so that what the first message of all takes is not laid to the large one. */
        String smallTask() {
            return direction.equals("received") ? "receive 1 bytes" : "sendbytes 1 " + Flood.BINARY_SIZE;
        }
    }

    @Override
    public String name() {
        return "large";
    }

    @Override
    public String run(Launcher launcher, int maxRounds) {
        int rounds = Math.min(MAX_ROUNDS, maxRounds);
        StringBuilder page = new StringBuilder("""
                ### One message of 20 MB

                | | received: peak above idle, × payload | ms | sent: peak above idle, × payload | ms |
                |---|---|---|---|---|
                """);
        Map<Delivery, Double> peaks = new HashMap<>();
        for (String label : List.of("curlew", "floor-stock", "floor-bare", "official-java")) {
            page.append(row(launcher, label, Carrier.WEBSOCKET, rounds, peaks));
        }
        for (String label : List.of("curlew", "official-java")) {
            page.append(row(launcher, label, Carrier.POLLING, rounds, peaks));
        }
        page.append(Markdown.targets("curlew: peak above idle", "× payload"));
        page.append(target(Carrier.WEBSOCKET, "received", peaks, WEBSOCKET_TARGET));
        page.append(target(Carrier.POLLING, "received", peaks, POLLED_TARGET));
        page.append(target(Carrier.WEBSOCKET, "sent", peaks, WEBSOCKET_TARGET));
        page.append(target(Carrier.POLLING, "sent", peaks, POSTED_TARGET));
        return page.toString();
    }

    private static String row(
            Launcher launcher, String label, Carrier carrier, int rounds, Map<Delivery, Double> peaks) {
        Progress.say("large, " + label + " over " + carrier.transport());
        return "| " + label + ", " + carrier.transport()
                + cells(launcher, new Delivery(label, carrier, "received"), rounds, peaks)
                + cells(launcher, new Delivery(label, carrier, "sent"), rounds, peaks)
                + " |\n";
    }

    private static String cells(Launcher launcher, Delivery delivery, int rounds, Map<Delivery, Double> medians) {
        double[] peaks = new double[rounds];
        double[] millis = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            try (Server server = launcher.server(delivery.carrier);
                    Peer peer = launcher.tightContestant(delivery.label, server)) {
                var unused = peer.answer(delivery.smallTask());
                JsonNode answer = peer.answer(delivery.task());
                peaks[round] = answer.path("peak").asDouble() / Flood.BIG_SIZE;
                millis[round] = answer.path("wall").asDouble() / NANOS_PER_MILLI;
            } catch (IOException failure) {
                Progress.say(delivery + ": " + failure.getMessage());
                return String.valueOf(failure.getMessage()).contains(Arrivals.MISSING)
                        ? " | not delivered |"
                        : " | failed |";
            }
        }
        medians.put(delivery, Comparison.median(peaks));
        return String.format(Locale.ROOT, " | %.1f | %.0f", Comparison.median(peaks), Comparison.median(millis));
    }

    private static String target(Carrier carrier, String direction, Map<Delivery, Double> peaks, double atMost) {
        Double peak = peaks.get(new Delivery("curlew", carrier, direction));
        return Markdown.target(
                direction + " over " + carrier.transport(),
                peak == null ? OptionalDouble.empty() : OptionalDouble.of(peak),
                OptionalDouble.of(atMost));
    }
}
