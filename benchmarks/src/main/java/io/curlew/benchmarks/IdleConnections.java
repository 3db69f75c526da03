package io.curlew.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a connection costs that is open and silent: the slope of the resident set, so that what the JVM takes falls out.
 */
final class IdleConnections implements Experiment {
    private static final int FEW = 1000;
    private static final int MANY = 10_000;
    private static final int COLUMNS = 6;
    private static final double KIB = 1024;
    /** 1.2 times what another program's bare Netty socket was seen to take. */
    private static final double MOST_KIB = 1.2 * 13;

    /** As many event loops as Curlew has, and two for callbacks. */
    private static final int MAX_THREADS = Math.min(4, Runtime.getRuntime().availableProcessors()) + 2;

    /** What was found of one contestant. */
    private record Found(double kibEach, double heapEach, int threadsOfFirst, int threadsOfAll) {}

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String run(Launcher launcher, int rounds) {
        StringBuilder page = new StringBuilder("""
                ### Idle connections, one process

                | | connections | RSS each, KiB | of it live heap | threads added by the first | threads added by all |
                |---|---|---|---|---|---|
                """);
        Map<String, Found> all = new LinkedHashMap<>();
        for (String label : List.of("floor-bare", "floor-stock", "curlew", "official-java")) {
            page.append(row(launcher, label, all));
        }
        page.append(Markdown.targets("ratio", "value"));
        page.append(target("curlew / floor-stock, RSS each", all, "floor-stock", 1.2));
        page.append(Markdown.target(
                "curlew, KiB each; a bare socket has 13", of(all.get("curlew"), Found::kibEach), MOST_KIB));
        page.append(target("curlew / official-java, RSS each", all, "official-java", 1 / 15.0));
        page.append(Markdown.target("curlew, threads added", of(all.get("curlew"), Found::threadsOfAll), MAX_THREADS));
        return page.toString();
    }

    private static String row(Launcher launcher, String label, Map<String, Found> all) {
        boolean threadsEach = label.equals("official-java"); // so it is not led beyond the few
        int from = threadsEach ? FEW / 10 : FEW;
        int to = threadsEach ? FEW : MANY;
        try {
            Found found = find(launcher, label, from, to);
            all.put(label, found);
            return String.format(
                    Locale.ROOT,
                    "| %s | %d to %d | %.1f | %.1f | %d | %d |%n",
                    label,
                    from,
                    to,
                    found.kibEach,
                    found.heapEach,
                    found.threadsOfFirst,
                    found.threadsOfAll);
        } catch (IOException failure) {
            return Markdown.failed(label, failure, COLUMNS);
        }
    }

    private static Found find(Launcher launcher, String label, int from, int to) throws IOException {
        Progress.say("idle, " + label);
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

    private static String target(String what, Map<String, Found> all, String other, double atMost) {
        OptionalDouble ours = of(all.get("curlew"), Found::kibEach);
        OptionalDouble theirs = of(all.get(other), Found::kibEach);
        boolean both = ours.isPresent() && theirs.isPresent();
        return Markdown.target(
                what,
                both ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble()) : OptionalDouble.empty(),
                atMost);
    }

    private static OptionalDouble of(@Nullable Found found, ToDoubleFunction<Found> value) {
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(value.applyAsDouble(found));
    }
}
