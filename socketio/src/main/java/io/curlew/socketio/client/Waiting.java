package io.curlew.socketio.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for what the loop signals, and brings failures to the thread that waited. */
final class Waiting {
    private Waiting() {}

    static <T> T on(CompletableFuture<T> signal) {
        try {
            return signal.get();
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } catch (ExecutionException failed) {
            throw here(failed);
        }
    }

    static IllegalStateException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting", interrupted);
    }

    /** Returns the failure, with the place that waited for it in a suppressed exception's stack. */
    private static RuntimeException here(ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException exception) {
            exception.addSuppressed(new WaitedHere());
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
