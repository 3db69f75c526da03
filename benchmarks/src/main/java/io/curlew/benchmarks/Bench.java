package io.curlew.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Has all contestants do the same task in turn, round after round, and writes what it took as a page of Markdown. */
final class Bench {
    private static final int ROUNDS_BETWEEN_NOTES = 5;

    private static final List<Experiment> EXPERIMENTS = List.of(
            new ColdStart(),
            new StartFlags(),
            new Options(),
            new LargeMessage(),
            new IdleConnections(),
            new Reconnection(),
            new Growth());

    private final Launcher launcher;
    private final boolean quick;
    private final int rounds;

    private Bench(Launcher launcher, boolean quick) {
        this.launcher = launcher;
        this.quick = quick;
        rounds = quick ? 3 : 15;
    }

    /** Arguments: where the peers are, {@code --quick} for a try, and the names of scenarios, none for all. */
    public static void main(String[] args) {
        List<String> names = new ArrayList<>(Arrays.asList(args));
        Path peers = Path.of(names.remove(0));
        Bench bench = new Bench(new Launcher(peers), names.remove("--quick"));
        requireKnown(names);
        for (Scenario scenario : Scenarios.ALL) {
            if (names.isEmpty() || names.contains(scenario.name())) {
                print(scenario.name(), () -> bench.run(scenario).toString());
            }
        }
        for (Experiment experiment : EXPERIMENTS) {
            if (names.isEmpty() || names.contains(experiment.name())) {
                print(experiment.name(), () -> experiment.run(bench.launcher, bench.rounds));
            }
        }
    }

    private static void requireKnown(List<String> names) {
        List<String> unknown = new ArrayList<>(names);
        Scenarios.ALL.forEach(scenario -> unknown.remove(scenario.name()));
        EXPERIMENTS.forEach(experiment -> unknown.remove(experiment.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no scenario " + unknown);
        }
    }

    /** Makes a section. */
    private interface Section {
        String write() throws IOException;
    }

    /** One section that can't be made, for want of a server, does not take the others with it. */
    private static void print(String name, Section section) {
        Progress.say(name);
        try {
            System.out.println(section.write());
        } catch (IOException | RuntimeException failure) {
            failure.printStackTrace();
            System.out.println("### " + name + "\n\nFailed: " + failure.getMessage() + "\n");
        }
    }

    private Report run(Scenario scenario) throws IOException {
        Report report = new Report(scenario, launcher.all(), rounds);
        int warmUps = quick ? 1 : scenario.warmUps();
        try (Field field = Field.start(launcher, scenario, report)) {
            for (int round = -warmUps; round < rounds; round++) {
                if ((round + warmUps) % ROUNDS_BETWEEN_NOTES == 0) {
                    Progress.say(scenario.name() + ", round " + (round + warmUps + 1) + " of " + (warmUps + rounds));
                }
                for (Peer peer : field.inTurn()) {
                    run(scenario, round, peer, field, report);
                }
            }
        }
        return report;
    }

    private static void run(Scenario scenario, int round, Peer peer, Field field, Report report) {
        int messages = scenario.messages(peer.label());
        try {
            JsonNode answer = peer.answer(scenario.task(messages));
            if (round >= 0) {
                report.add(peer.label(), round, answer, messages);
            }
        } catch (IOException failure) {
            field.drop(peer);
            report.failed(peer.label(), failure);
        }
    }
}
