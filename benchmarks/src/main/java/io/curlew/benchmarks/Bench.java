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

    private final Path peers;
    private final int warmUps;
    private final int rounds;

    private Bench(Path peers, boolean quick) {
        this.peers = peers;
        warmUps = quick ? 1 : 5;
        rounds = quick ? 3 : 15;
    }

    /** Arguments: where the peers are, {@code --quick} for a try, and the names of scenarios, none for all. */
    public static void main(String[] args) throws IOException {
        List<String> names = new ArrayList<>(Arrays.asList(args));
        Path peers = Path.of(names.remove(0));
        Bench bench = new Bench(peers, names.remove("--quick"));
        for (Scenario scenario : scenarios(names)) {
            System.out.println(bench.run(scenario));
        }
    }

    private static List<Scenario> scenarios(List<String> names) {
        return names.isEmpty()
                ? Scenario.ALL
                : names.stream()
                        .map(name -> Scenario.named(name)
                                .orElseThrow(() -> new IllegalArgumentException("There is no scenario " + name)))
                        .toList();
    }

    private Report run(Scenario scenario) throws IOException {
        try (Field field = Field.start(peers)) {
            Report report = new Report(scenario, rounds);
            List<Peer> order = new ArrayList<>(field.contestants());
            for (int round = -warmUps; round < rounds; round++) {
                for (Peer peer : order) {
                    JsonNode answer = JSON.readTree(peer.answer(scenario.task()));
                    if (round >= 0) {
                        report.add(peer.label(), round, answer);
                    }
                }
                Collections.rotate(order, 1); // nobody always runs after the same one, nor always first
            }
            return report;
        }
    }
}
