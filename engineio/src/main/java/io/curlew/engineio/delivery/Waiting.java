package io.curlew.engineio.delivery;

import io.curlew.engineio.transport.Loops;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Waits for what the loop signals, and brings failures to the thread that waited. An interrupt ends a wait: it stays
 * set, and what was waited for is refused with an {@link IllegalStateException}. Not API.
 */
public final class Waiting {
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private Waiting() {}

    /**
     * Does nothing where a thread may wait.
     *
     * @throws IllegalStateException on an event loop, which would wait for itself or for another one
     */
    public static void requireMayBlock() {
        if (Loops.isLoopThread()) {
            throw new IllegalStateException(
                    "This thread is an event loop, which must not block: call from another thread");
        }
    }

    /** Returns what the signal brings, or throws what it fails with. */
    public static <T> T on(CompletableFuture<T> signal) {
        try {
            return on(signal, FOREVER);
        } catch (TimeoutException neverHappens) {
            throw new IllegalStateException(neverHappens);
        }
    }

    /** Returns what the signal brings, or throws what it fails with, if that comes in time. */
    public static <T> T on(CompletableFuture<T> signal, Duration atMost) throws TimeoutException {
        try {
            return signal.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } catch (ExecutionException failed) {
            throw here(failed);
        }
    }

    /** Waits until the signal has come, but no longer than that and than the thread is interrupted. */
    public static void atMost(Duration longest, CompletableFuture<?> signal) {
        try {
            Object unused = signal.get(TimeUnit.NANOSECONDS.convert(longest), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException loopIsBusy) {
            // The loop is held up by someone. What was waited for goes on without us.
            return;
        } catch (ExecutionException neverHappens) {
            throw new IllegalStateException(neverHappens);
        }
    }

    /** Returns the next item; empty when none will come. */
    public static <T> Optional<T> forItem(Inbox<T> inbox) {
        return forItem(inbox, FOREVER);
    }

    /** Returns the next item; empty when none came in time, or none will come. */
    public static <T> Optional<T> forItem(Inbox<T> inbox, Duration atMost) {
        requireMayBlock();
        try {
            return inbox.take(atMost);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static IllegalStateException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting", interrupted);
    }

    /**
     * Returns the failure, with the place that waited for it in a suppressed exception's stack: that of who waited
     * first, since many may wait for one failure, or one many times.
     */
    private static RuntimeException here(ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException exception) {
            if (Stream.of(exception.getSuppressed()).noneMatch(WaitedHere.class::isInstance)) {
                exception.addSuppressed(new WaitedHere());
            }
            return exception;
        }
        return new IllegalStateException(failure);
    }

    private static final class WaitedHere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WaitedHere() {
            super("waited for here");
        }
    }
}
