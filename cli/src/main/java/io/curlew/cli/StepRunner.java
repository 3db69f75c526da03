package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs steps one after another, each with a deadline, and prints a line for each. */
final class StepRunner {
    private final Console console;
    private final Duration deadline;

    StepRunner(Console console, Duration deadline) {
        this.console = console;
        this.deadline = deadline;
    }

    /** @throws Failure after the first step that did not go well */
    void run(String title, List<Step> steps) throws InterruptedException {
        console.print("");
        console.print(console.colors().paint(Colors.BOLD, title));
        for (Step step : steps) {
            if (!run(step)) {
                throw new Failure("the demo failed: " + title + ", " + step.name());
            }
        }
    }

    private boolean run(Step step) throws InterruptedException {
        long start = System.nanoTime();
        try {
            String seen = runInTime(step);
            report(Colors.GOOD, "ok", start, step.name() + ": " + seen);
            return true;
        } catch (Step.Mismatch e) {
            reportFailure(step, start, e.expected(), e.happened());
        } catch (TimeoutException e) {
            reportFailure(step, start, "an end within " + deadline.toMillis() + " ms", "it still goes on");
        } catch (ExecutionException e) {
            reportFailure(step, start, "no exception", e.getCause() + "");
        }
        return false;
    }

    /** In a thread of its own, which is left behind when the deadline passes. */
    private String runInTime(Step step)
            throws Step.Mismatch, ExecutionException, TimeoutException, InterruptedException {
        FutureTask<String> task = new FutureTask<>(step.action()::run);
        Thread thread = new Thread(task, step.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Step.Mismatch mismatch) {
                throw mismatch;
            }
            throw e;
        } finally {
            task.cancel(true);
        }
    }

    private void report(String style, String verdict, long start, String text) {
        String padded = console.colors().paint(style, verdict) + " ".repeat(8 - verdict.length());
        console.print("  %s%6.1f ms  %s".formatted(padded, (System.nanoTime() - start) / 1e6, text));
    }

    private void reportFailure(Step step, long start, String expected, String happened) {
        report(Colors.BAD, "FAILED", start, step.name());
        console.print("                     expected: " + expected);
        console.print("                     happened: " + PeerText.escaped(happened));
    }
}
