package io.curlew.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** All clients of a process lose their connections at once. */
final class Reconnection implements Experiment {
    /** All are told the same, and add up to half of it by chance. */
    static final int DELAY_MILLIS = 100;

    static final int MAX_DELAY_MILLIS = 1000;

    private static final int CLIENTS = 1000;
    /** A round is 40 s, most of which goes into the first connecting. */
    private static final int MAX_ROUNDS = 3;

    private static final String CURLEW = "curlew";
    private static final int COLUMNS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<String, JsonNode[]> found = new LinkedHashMap<>();
    private final Map<String, IOException> failures = new LinkedHashMap<>();

    @Override
    public String name() {
        return "reconnect";
    }

    @Override
    public String run(Launcher launcher, int maxRounds) {
        int rounds = Math.min(MAX_ROUNDS, maxRounds);
        List<String> labels = new ArrayList<>(List.of(CURLEW, "official-java", "node"));
        labels.retainAll(launcher.all());
        labels.forEach(label -> found.put(label, new JsonNode[rounds]));
        for (int round = 0; round < rounds; round++) {
            Progress.say("reconnect, round " + (round + 1) + " of " + rounds);
            for (Map.Entry<String, JsonNode[]> entry : List.copyOf(found.entrySet())) {
                once(launcher, entry.getKey(), entry.getValue(), round);
            }
        }
        return page(labels);
    }

    private void once(Launcher launcher, String label, JsonNode[] answers, int round) {
        try (Server server = launcher.server(Carrier.WEBSOCKET);
                Peer peer = launcher.contestant(label, server)) {
            var unused = peer.answer("gather " + CLIENTS);
            answers[round] = peer.answer("cut " + CLIENTS);
        } catch (IOException failure) {
            found.remove(label);
            failures.put(label, failure);
        }
    }

    private String page(List<String> labels) {
        StringBuilder page = new StringBuilder("### " + CLIENTS + """
                 clients of one process are cut off at once

                | | all have had an answer again after, ms | CPU, ms |
                |---|---|---|
                """);
        labels.forEach(label -> page.append(row(label)));
        page.append(Markdown.targets("ratio of cpu", "median [95 %]"));
        labels.stream().skip(1).forEach(label -> page.append(ratio(label)));
        return page.toString();
    }

    private String row(String label) {
        IOException failure = failures.get(label);
        return failure != null
                ? Markdown.failed(label, failure, COLUMNS)
                : String.format(
                        Locale.ROOT, "| %s | %.0f | %.0f |%n", label, median(label, "wall"), median(label, "cpu"));
    }

    private double median(String label, String measure) {
        return Comparison.median(values(label, measure));
    }

    private double[] values(String label, String measure) {
        return Arrays.stream(found.getOrDefault(label, new JsonNode[0]))
                .mapToDouble(answer -> answer.path(measure).asDouble() / NANOS_PER_MILLI)
                .toArray();
    }

    private String ratio(String other) {
        String what = CURLEW + " / " + other;
        return failures.containsKey(CURLEW) || failures.containsKey(other)
                ? Markdown.failedTarget(what, OptionalDouble.empty())
                : Markdown.target(
                        what, Comparison.ratio(values(CURLEW, "cpu"), values(other, "cpu")), OptionalDouble.empty());
    }
}
