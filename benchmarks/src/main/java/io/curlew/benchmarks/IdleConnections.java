package io.curlew.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;

/**
 * What a connection costs that is open and silent: the slope of the resident set, so that what the JVM takes falls out.
 */
final class IdleConnections implements Experiment {
    private static final int MAX_ROUNDS = 3;
    private static final int FEW = 1000;
    private static final int MANY = 10_000;
    private static final int COLUMNS = 6;
    private static final double KIB = 1024;
    private static final double MOST_HEAP_KIB = 8;
    private static final double MOST_KIB = 10.5;

    /** As many event loops as Curlew has, and two for callbacks. */
    private static final int MAX_THREADS = Math.min(4, Runtime.getRuntime().availableProcessors()) + 2;

    private static final String CURLEW = "curlew";
    private static final String OFFICIAL = "official-java";

    /** What was found of one contestant in one process. */
    private record Found(double kibEach, double heapEach, int threadsOfFirst, int threadsOfAll) {}

    /** By contestant, the medians. */
    private final Map<String, Found> found = new LinkedHashMap<>();

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String run(Launcher launcher, int maxRounds) {
        int rounds = Math.min(MAX_ROUNDS, maxRounds);
        StringBuilder page = new StringBuilder("""
                ### Idle connections, one process

                | | connections | RSS each, KiB | of it live heap | threads added by the first | threads added by all |
                |---|---|---|---|---|---|
                """);
        for (String label : List.of("floor-bare", "floor-stock", CURLEW, OFFICIAL)) {
            page.append(row(launcher, label, rounds));
        }
        page.append(Markdown.targets("", "value"));
        page.append(target("curlew, live heap each, KiB", Found::heapEach, MOST_HEAP_KIB));
        page.append(target("curlew, RSS each, KiB", Found::kibEach, MOST_KIB));
        page.append(ratio("floor-stock", OptionalDouble.empty()));
        page.append(ratio(OFFICIAL, OptionalDouble.of(1 / 15.0)));
        page.append(target("curlew, threads added", Found::threadsOfAll, MAX_THREADS));
        return page.toString();
    }

    private String row(Launcher launcher, String label, int rounds) {
        boolean threadsEach = label.equals(OFFICIAL); // so it is not led beyond the few
        int from = threadsEach ? FEW / 10 : FEW;
        int to = threadsEach ? FEW : MANY;
        try {
            Found medians = find(launcher, label, from, to, rounds);
            found.put(label, medians);
            return String.format(
                    Locale.ROOT,
                    "| %s | %d to %d | %.1f | %.1f | %d | %d |%n",
                    label,
                    from,
                    to,
                    medians.kibEach,
                    medians.heapEach,
                    medians.threadsOfFirst,
                    medians.threadsOfAll);
        } catch (IOException failure) {
            return Markdown.failed(label, failure, COLUMNS);
        }
    }

    private static Found find(Launcher launcher, String label, int from, int to, int rounds) throws IOException {
        Found[] each = new Found[rounds];
        for (int round = 0; round < rounds; round++) {
            Progress.say("idle, " + label + ", round " + (round + 1) + " of " + rounds);
            each[round] = find(launcher, label, from, to);
        }
        return new Found(
                median(each, Found::kibEach),
                median(each, Found::heapEach),
                (int) median(each, Found::threadsOfFirst),
                (int) median(each, Found::threadsOfAll));
    }

    private static double median(Found[] each, ToDoubleFunction<Found> value) {
        double[] values = new double[each.length];
        for (int i = 0; i < each.length; i++) {
            values[i] = value.applyAsDouble(each[i]);
        }
        return Comparison.median(values);
    }

    private static Found find(Launcher launcher, String label, int from, int to) throws IOException {
        try (Server server = launcher.server(Carrier.WEBSOCKET);
                Peer peer = launcher.tightContestant(label, server)) {
            JsonNode first = peer.answer("idle 1");
            JsonNode few = peer.answer("idle " + from);
            JsonNode all = peer.answer("idle " + to);
            return new Found(
                    growth(few, all, "rss") / (to - from),
                    growth(few, all, "heap") / (to - from),
                    first.path("threads").asInt(),
                    all.path("threads").asInt());
        }
    }

    private static double growth(JsonNode few, JsonNode all, String memory) {
        return (all.path(memory).asDouble() - few.path(memory).asDouble()) / KIB;
    }

    private String target(String what, ToDoubleFunction<Found> value, double atMost) {
        return Markdown.target(what, of(CURLEW, value), OptionalDouble.of(atMost));
    }

    private String ratio(String other, OptionalDouble atMost) {
        OptionalDouble ours = of(CURLEW, Found::kibEach);
        OptionalDouble theirs = of(other, Found::kibEach);
        boolean both = ours.isPresent() && theirs.isPresent();
        return Markdown.target(
                CURLEW + " / " + other + ", RSS each",
                both ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble()) : OptionalDouble.empty(),
                atMost);
    }

    private OptionalDouble of(String label, ToDoubleFunction<Found> value) {
        return found.containsKey(label)
                ? OptionalDouble.of(value.applyAsDouble(found.get(label)))
                : OptionalDouble.empty();
    }
}
