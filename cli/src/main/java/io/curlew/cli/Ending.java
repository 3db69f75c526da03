package io.curlew.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** How a command ends that goes on until something happens. The first end counts. */
final class Ending {
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    void done() {
        exitCode.complete(ExitCode.DONE);
    }

    void fail(Throwable why) {
        exitCode.completeExceptionally(why);
    }

    boolean isOver() {
        return exitCode.isDone();
    }

    /** Returns a listener that hears nothing after the end, and whose own failure is an end. */
    <T> Consumer<T> until(Consumer<? super T> listener) {
        return value -> {
            if (!isOver()) {
                run(() -> listener.accept(value));
            }
        };
    }

    /** Runs something whose failure is an end, of which nobody would hear otherwise. */
    void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable why) {
            fail(why);
        }
    }

    /** Waits for the end for that time at most; returns whether it has come. */
    boolean comesWithin(Duration time) throws InterruptedException {
        try {
            exitCode.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException failed) {
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    /** Waits for the end, and returns the exit code or throws what failed. */
    int await() throws Exception {
        try {
            return exitCode.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception why ? why : e;
        }
    }

    /** Has the time of a command that may take only so long begin. */
    void begin() {
        begun.complete(null);
    }

    /** Waits for the end, which comes at the latest that long after the beginning, as a success. */
    int await(Duration longest) throws Exception {
        awaitBeginning();
        if (!comesWithin(longest)) {
            done();
        }
        return await();
    }

    private void awaitBeginning() throws InterruptedException {
        try {
            Object unused = CompletableFuture.anyOf(begun, exitCode).get();
        } catch (ExecutionException failed) {
            // which is an end, too
        }
    }
}
