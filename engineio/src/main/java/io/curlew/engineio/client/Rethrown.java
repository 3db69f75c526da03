package io.curlew.engineio.client;

import java.util.concurrent.ExecutionException;

/** Brings a failure from another thread to the one that waited for it. */
final class Rethrown {
    private Rethrown() {}

    /** Returns the failure, with the place that waited for it in a suppressed exception's stack. */
    static RuntimeException here(ExecutionException failure) {
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
