package io.curlew.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** When a command that prints what comes has printed enough. */
final class Stop {
    private final Parameter<Optional<Long>> count =
            Parameter.option("-c, --count=N", "End after N lines.").optional(CountConverter::some);

    private final Parameter<Optional<Duration>> longest = Parameter.option(
                    "--for=TIME", "End that long after connecting: 300ms, 2s, 5m, 1h.")
            .optional(DurationConverter::convert);

    private final AtomicLong printed = new AtomicLong();

    void addTo(Usage usage) {
        usage.options(OptionGroup.OWN, count, longest);
    }

    /** Counts something that was printed. */
    void count(Ending ending) {
        if (count.get().equals(Optional.of(printed.incrementAndGet()))) {
            ending.done();
        }
    }

    /** Waits for the end, and returns the exit code. */
    int await(Ending ending) throws Exception {
        return longest.get().isPresent() ? ending.await(longest.get().get()) : ending.await();
    }
}
