package io.curlew.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was measured in one scenario. */
final class Report {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final int COLUMNS = 9;

    private final Scenario scenario;
    private final List<String> contestants;
    private final int rounds;
    /** By contestant and round. */
    private final Map<String, JsonNode[]> answers = new HashMap<>();
    /** By contestant. */
    private final Map<String, IOException> failures = new HashMap<>();

    /** The contestants are shown in this order, if they took part. */
    Report(Scenario scenario, List<String> contestants, int rounds) {
        this.scenario = scenario;
        this.contestants = contestants;
        this.rounds = rounds;
    }

    /** Takes in an answer to a task of so many messages, of which there may be fewer than in the scenario. */
    void add(String contestant, int round, JsonNode answer, int messages) {
        ObjectNode each = (ObjectNode) answer.deepCopy();
        for (String sum : new String[] {"wall", "cpu", "compiler", "allocated"}) {
            each.put(sum, answer.path(sum).asDouble(0) / messages);
        }
        answers.computeIfAbsent(contestant, label -> new JsonNode[rounds])[round] = each;
    }

    /** What the contestant did until then does not count. */
    void failed(String contestant, IOException why) {
        Progress.say(contestant + " failed: " + why.getMessage());
        answers.remove(contestant);
        failures.put(contestant, why);
    }

    /** Returns two tables: medians over the rounds, and ratios. */
    @Override
    public String toString() {
        StringBuilder page = new StringBuilder("### " + scenario.title() + "\n\n");
        page.append("| | CPU µs | of it compiler | wall µs | allocated B | RSS MiB | p50 µs | p99 µs | p99.9 µs |\n");
        page.append("|---|---|---|---|---|---|---|---|---|\n");
        contestants.forEach(label -> page.append(row(label)));
        if (!scenario.targets().isEmpty()) {
            page.append(Markdown.targets("ratio of " + scenario.measure(), "median [95 %]"));
            scenario.targets().forEach(target -> page.append(row(target)));
        }
        return page.toString();
    }

    private String row(String label) {
        IOException failure = failures.get(label);
        if (failure != null) {
            return Markdown.failed(label, failure, COLUMNS);
        }
        return answers.containsKey(label) ? measured(label) : "";
    }

    private String measured(String label) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %s | %.2f | %s | %.0f | %s | %s | %s |%n",
                label,
                median(label, "cpu") / NANOS_PER_MICRO,
                measured(label, "compiler", "%.2f", NANOS_PER_MICRO),
                median(label, "wall") / NANOS_PER_MICRO,
                measured(label, "allocated", "%.0f", 1),
                median(label, "rss") / (1 << 20),
                measured(label, "p50", "%.0f", NANOS_PER_MICRO),
                measured(label, "p99", "%.0f", NANOS_PER_MICRO),
                measured(label, "p999", "%.0f", NANOS_PER_MICRO));
    }

    /** Returns nothing for what the contestant does not know, or has none of. */
    private String measured(String label, String measure, String format, double unit) {
        double median = median(label, measure);
        return median == 0 ? "" : String.format(Locale.ROOT, format, median / unit);
    }

    private String row(Scenario.Target target) {
        String what = target.ours() + " / " + target.theirs();
        if (failures.containsKey(target.ours()) || failures.containsKey(target.theirs())) {
            return Markdown.failedTarget(what, target.atMost());
        }
        if (!answers.containsKey(target.theirs())) {
            return "";
        }
        double[] ours = values(target.ours(), scenario.measure());
        double[] theirs = values(target.theirs(), scenario.measure());
        return Markdown.target(what, Comparison.ratio(ours, theirs), target.atMost());
    }

    private double median(String label, String measure) {
        return Comparison.median(values(label, measure));
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
