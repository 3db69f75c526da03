package io.curlew.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was measured in one scenario. */
final class Report {
    private static final double NANOS_PER_MICRO = 1e3;

    private final Scenario scenario;
    private final int rounds;
    /** By contestant and round. */
    private final Map<String, JsonNode[]> answers = new LinkedHashMap<>();

    Report(Scenario scenario, int rounds) {
        this.scenario = scenario;
        this.rounds = rounds;
    }

    /**
     * @param share as {@link Scenario#task(int)} was asked for
     */
    void add(String contestant, int round, JsonNode answer, int share) {
        ObjectNode whole = (ObjectNode) answer.deepCopy();
        for (String sum : new String[] {"wall", "cpu", "allocated"}) {
            whole.put(sum, answer.path(sum).asLong(0) * share);
        }
        answers.computeIfAbsent(contestant, label -> new JsonNode[rounds])[round] = whole;
    }

    /** Returns two tables: medians over the rounds, and ratios. */
    @Override
    public String toString() {
        StringBuilder page = new StringBuilder("### " + scenario.title() + "\n\n");
        page.append("| | CPU µs | wall µs | allocated B | RSS MiB | p50 µs | p99 µs | p99.9 µs |\n");
        page.append("|---|---|---|---|---|---|---|---|\n");
        answers.keySet().forEach(label -> page.append(row(label)));
        if (!scenario.targets().isEmpty()) {
            page.append("\n| ratio of ").append(scenario.measure()).append(" | median [95 %] | target | |\n");
            page.append("|---|---|---|---|\n");
            scenario.targets().forEach(target -> page.append(row(target)));
        }
        return page.toString();
    }

    private String row(String label) {
        double each = scenario.messages();
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %s | %.0f | %s | %s | %s |%n",
                label,
                median(label, "cpu") / each / NANOS_PER_MICRO,
                median(label, "wall") / each / NANOS_PER_MICRO,
                has(label, "allocated") ? String.format(Locale.ROOT, "%.0f", median(label, "allocated") / each) : "",
                median(label, "rss") / (1 << 20),
                latency(label, "p50"),
                latency(label, "p99"),
                latency(label, "p999"));
    }

    private String latency(String label, String percentile) {
        double nanos = median(label, percentile);
        return nanos == 0 ? "" : String.format(Locale.ROOT, "%.0f", nanos / NANOS_PER_MICRO);
    }

    private String row(Scenario.Target target) {
        if (!answers.containsKey(target.theirs())) {
            return "";
        }
        Ratio ratio = Ratio.of(values(target.ours(), scenario.measure()), values(target.theirs(), scenario.measure()));
        return String.format(
                Locale.ROOT,
                "| %s / %s | %s | ≤ %.2f | %s |%n",
                target.ours(),
                target.theirs(),
                ratio,
                target.atMost(),
                ratio.reaches(target.atMost()) ? "met" : "missed");
    }

    private boolean has(String label, String measure) {
        return values(label, measure)[0] > 0;
    }

    private double median(String label, String measure) {
        double[] sorted = values(label, measure);
        Arrays.sort(sorted);
        return Ratio.median(sorted);
    }

    private double[] values(String label, String measure) {
        JsonNode[] its = answers.get(label);
        return its == null
                ? new double[rounds]
                : Arrays.stream(its)
                        .mapToDouble(answer -> answer.path(measure).asDouble(0))
                        .toArray();
    }
}
