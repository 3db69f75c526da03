package io.curlew.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Option;

/** When a command that prints what comes has printed enough. */
final class Stop {
    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            converter = CountConverter.class,
            description = "End after so many lines.")
    private long count = Long.MAX_VALUE;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End after that time: 300ms, 2s, 5m, 1h.")
    private Optional<Duration> longest;

    private final AtomicLong printed = new AtomicLong();

    /** Counts something that was printed. */
    void count(Ending ending) {
        if (printed.incrementAndGet() == count) {
            ending.done();
        }
    }

    /** Waits for the end, and returns the exit code. */
    int await(Ending ending) throws Exception {
        return longest.isPresent() ? ending.await(longest.get()) : ending.await();
    }
}
