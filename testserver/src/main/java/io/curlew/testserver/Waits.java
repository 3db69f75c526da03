package io.curlew.testserver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for entries of the journal. Not on the loop, where nothing would arrive in the meantime. */
final class Waits {
    /** How many lines of the transcript a failure shows: what fits on a few screens. */
    private static final int SHOWN = 100;

    private final Journal journal;
    private final Duration usual;
    private final BooleanSupplier onLoop;
    private final Supplier<Optional<String>> whereHeldUp;

    /**
     * @param usual how long a wait takes that says nothing about that
     * @param whereHeldUp tells the stack of the loop's thread while something holds it up
     */
    Waits(Journal journal, Duration usual, BooleanSupplier onLoop, Supplier<Optional<String>> whereHeldUp) {
        this.whereHeldUp = whereHeldUp;
        this.journal = journal;
        this.usual = usual;
        this.onLoop = onLoop;
    }

    Duration usual() {
        return usual;
    }

    /** Returns the first that no wait has taken, which may have happened before; waits for it if necessary. */
    <T> T take(Wanted<T> wanted, Duration within) {
        Search<T> search = new Search<>(wanted, false);
        await(search, within);
        return search.found.orElseThrow(() -> failure(search.never
                .map(why -> "There will be no " + wanted.what() + ": " + why)
                .orElseGet(() -> "No " + wanted.what() + " within " + text(within) + whyNotYet(wanted))));
    }

    private String whyNotYet(Wanted<?> wanted) {
        return journal.isRunning(wanted)
                ? ": " + wanted.what() + " has come, but its handlers or an asynchronous middleware have not ended"
                : "";
    }

    /** Fails if there is one that no wait has taken, or one arrives within that time. */
    <T> void expectNone(Wanted<T> wanted, Duration within) {
        Search<T> search = new Search<>(wanted, true);
        await(search, within);
        if (search.found.isPresent()) {
            throw failure("There should have been no " + wanted.what() + " within " + text(within));
        }
    }

    /** Returns what there is once there is something, however often it is asked for; waits for it if need be. */
    <T> T await(String what, Supplier<Optional<T>> state, Supplier<Optional<String>> whyNever, Duration within) {
        await(() -> state.get().isPresent() || never(whyNever).isPresent(), within);
        return state.get()
                .orElseThrow(() -> failure(never(whyNever)
                        .map(why -> "There will be no " + what + ": " + why)
                        .orElseGet(() -> "No " + what + " within " + text(within))));
    }

    private Optional<String> never(Supplier<Optional<String>> why) {
        return journal.isClosed() ? Optional.of("the server was closed") : why.get();
    }

    /** Fails if a handler threw an exception that was not reported yet. */
    void expectNoFailure() {
        report(journal.unreportedFailures());
    }

    private static void report(List<Throwable> failures) {
        if (!failures.isEmpty()) {
            AssertionError failed = new AssertionError("A handler of the test server threw", failures.get(0));
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
    }

    /** Waits until it is so. Fails instead if a handler threw an exception that was not reported yet. */
    private void await(BooleanSupplier condition, Duration within) {
        if (onLoop.getAsBoolean()) {
            throw new IllegalStateException("A handler can't wait: what it waits for comes on the same thread");
        }
        UnlessFailed wait = new UnlessFailed(condition);
        try {
            journal.await(wait, within);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure("Interrupted");
        }
        report(wait.failures);
    }

    private WaitFailedError failure(String what) {
        String heldUp = whereHeldUp
                .get()
                .map(stack -> "The server's thread is held up:\n" + stack)
                .orElse("");
        String happened = journal.transcript(Journal.BEGINNING, SHOWN);
        return new WaitFailedError(
                what + journal.whatIsForgotten() + ". What happened:\n" + happened + heldUp, journal);
    }

    private static String text(Duration time) {
        long millis = Duration.ofNanos(Times.nanos(time)).toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /**
     * Ends a wait also when there are failures to report, and takes them, under the journal's lock: of several waits
     * one reports them, and the others go on. Then nothing else is taken, which the next wait would miss.
     */
    private final class UnlessFailed implements BooleanSupplier {
        private final BooleanSupplier condition;
        private List<Throwable> failures = List.of();

        UnlessFailed(BooleanSupplier condition) {
            this.condition = condition;
        }

        @Override
        public boolean getAsBoolean() {
            failures = journal.unreportedFailures();
            return !failures.isEmpty() || condition.getAsBoolean();
        }
    }

    /** Looks for what is wanted each time that something has happened. */
    private final class Search<T> implements BooleanSupplier {
        private final Wanted<T> wanted;
        private final boolean evenRunning;
        private Optional<T> found = Optional.empty();
        private Optional<String> never = Optional.empty();

        /** @param evenRunning whether what has handlers that are still being called counts, too */
        Search(Wanted<T> wanted, boolean evenRunning) {
            this.wanted = wanted;
            this.evenRunning = evenRunning;
        }

        /** Asks first whether more may come, and then what has: what came in between is found. */
        @Override
        public boolean getAsBoolean() {
            never = Waits.this.never(wanted.whyNever());
            found = journal.take(wanted, evenRunning || never.isPresent());
            return found.isPresent() || never.isPresent();
        }
    }
}
