package io.curlew.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has all contestants do the same task in turn, round after round, and writes what it took as a page of Markdown. */
final class Bench {
    private static final JsonMapper JSON = new JsonMapper();
    /** Of what takes new processes each time. */
    private static final int MAX_FRESH = 5;

    private static final List<Experiment> EXPERIMENTS =
            List.of(new ColdStart(), new LargeMessage(), new IdleConnections());

    private final Launcher launcher;
    private final int warmUps;
    private final int rounds;

    private Bench(Launcher launcher, boolean quick) {
        this.launcher = launcher;
        warmUps = quick ? 1 : 5;
        rounds = quick ? 3 : 15;
    }

    /** Arguments: where the peers are, {@code --quick} for a try, and the names of scenarios, none for all. */
    public static void main(String[] args) throws IOException {
        List<String> names = new ArrayList<>(Arrays.asList(args));
        Path peers = Path.of(names.remove(0));
        Bench bench = new Bench(new Launcher(peers), names.remove("--quick"));
        for (Experiment experiment : EXPERIMENTS) {
            if (names.isEmpty() || names.contains(experiment.name())) {
                System.out.println(experiment.run(bench.launcher, Math.min(MAX_FRESH, bench.rounds)));
            }
        }
        boolean all = names.isEmpty();
        EXPERIMENTS.forEach(experiment -> names.remove(experiment.name()));
        for (Scenario scenario : all ? Scenario.ALL : scenarios(names)) {
            System.out.println(bench.run(scenario));
        }
    }

    private static List<Scenario> scenarios(List<String> names) {
        return names.stream()
                .map(name -> Scenario.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("There is no scenario " + name)))
                .toList();
    }

    private Report run(Scenario scenario) throws IOException {
        try (Field field = Field.start(launcher, scenario)) {
            Report report = new Report(scenario, rounds);
            List<Peer> order = new ArrayList<>(field.contestants());
            for (int round = -warmUps; round < rounds; round++) {
                for (Peer peer : order) {
                    int share = scenario.share(peer.label());
                    JsonNode answer = JSON.readTree(peer.answer(scenario.task(share)));
                    if (round >= 0) {
                        report.add(peer.label(), round, answer, share);
                    }
                }
                Collections.rotate(order, 1); // nobody always runs after the same one, nor always first
            }
            return report;
        }
    }
}
