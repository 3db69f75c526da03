package io.curlew.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One way to start a contestant, and what that takes until it has its first answer, in each round. */
final class Start {
    private static final int COLUMNS = 6;
    static final String HEAD = """
            | | CPU ms, median | least | ms, median | least | RSS MiB |
            |---|---|---|---|---|---|
            """;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MIB = 1 << 20;

    private final String name;
    private final String label;
    private final List<String> flags;
    private final double[] cpu;
    private final double[] wall;
    private final double[] rss;
    private @Nullable IOException failure;

    /** @param name in the table */
    Start(String name, String label, List<String> flags, int rounds) {
        this.name = name;
        this.label = label;
        this.flags = flags;
        cpu = new double[rounds];
        wall = new double[rounds];
        rss = new double[rounds];
    }

    /** Returns one that could not even be prepared. */
    static Start failed(String name, IOException why) {
        Start failed = new Start(name, name, List.of(), 0);
        failed.failure = why;
        return failed;
    }

    String name() {
        return name;
    }

    void run(Launcher launcher, Server server, int round) {
        if (failure != null) {
            return;
        }
        long start = System.nanoTime();
        try (Peer peer = launcher.startingContestant(label, server, flags)) {
            JsonNode answer = peer.answer("ask 1 1");
            wall[round] = (System.nanoTime() - start) / NANOS_PER_MILLI;
            cpu[round] = peer.cpuNanos() / NANOS_PER_MILLI;
            rss[round] = answer.path("rss").asDouble() / MIB;
        } catch (IOException failed) {
            Progress.say(name + " failed: " + failed.getMessage());
            failure = failed;
        }
    }

    String row() {
        if (failure != null) {
            return Markdown.failed(name, failure, COLUMNS);
        }
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                name,
                Comparison.median(cpu),
                least(cpu),
                Comparison.median(wall),
                least(wall),
                Comparison.median(rss));
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** Returns the ratio of processor times, unless one of the two has failed. */
    Optional<Comparison> cpuBeside(Start other) {
        return failure == null && other.failure == null
                ? Optional.of(Comparison.ratio(cpu, other.cpu))
                : Optional.empty();
    }
}
