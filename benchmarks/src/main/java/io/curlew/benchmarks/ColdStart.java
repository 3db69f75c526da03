package io.curlew.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** From the start of the process to the first answer; on the JVM also with an archive of the classes this loads. */
final class ColdStart implements Experiment {
    static final int MAX_ROUNDS = 11;

    private static final String CURLEW = "curlew";
    private static final String STOCK = "floor-stock";
    private static final String OFFICIAL = "official-java";
    private static final List<String> ARCHIVED = List.of(CURLEW, STOCK, OFFICIAL);

    private final Map<String, Start> starts = new LinkedHashMap<>();

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public String run(Launcher launcher, int maxRounds) throws IOException {
        int rounds = Math.min(MAX_ROUNDS, maxRounds);
        for (String label : launcher.all()) {
            if (!label.equals("floor-copying")) { // which starts as the stock floor does
                starts.put(label, new Start(label, label, List.of(), rounds));
            }
        }
        try (Server server = launcher.server(Carrier.WEBSOCKET)) {
            ARCHIVED.forEach(label -> starts.put(archived(label), prepare(launcher, server, label, rounds)));
            for (int round = 0; round < rounds; round++) {
                Progress.say("cold, round " + (round + 1) + " of " + rounds);
                for (Start start : starts.values()) {
                    start.run(launcher, server, round);
                }
            }
        }
        return page();
    }

    private static String archived(String label) {
        return label + ", with an archive";
    }

    private static Start prepare(Launcher launcher, Server server, String label, int rounds) {
        try {
            return new Start(archived(label), label, launcher.archive(label, server, List.of()), rounds);
        } catch (IOException failure) {
            return Start.failed(archived(label), failure);
        }
    }

    private String page() {
        StringBuilder page = new StringBuilder("### Start of the process to first ack\n\n" + Start.HEAD);
        starts.values().forEach(start -> page.append(start.row()));
        page.append(Markdown.targets("ratio of cpu", "median [95 %]"));
        page.append(target(CURLEW, STOCK, OptionalDouble.of(1)));
        page.append(target(archived(CURLEW), archived(OFFICIAL), OptionalDouble.of(1)));
        page.append(target(CURLEW, OFFICIAL, OptionalDouble.empty()));
        return page.toString();
    }

    private String target(String ours, String theirs, OptionalDouble atMost) {
        String what = ours + " / " + theirs;
        Start our = starts.get(ours);
        Start their = starts.get(theirs);
        if (our == null || their == null) {
            return "";
        }
        return our.cpuBeside(their)
                .map(ratio -> Markdown.target(what, ratio, atMost))
                .orElseGet(() -> Markdown.failedTarget(what, atMost));
    }
}
