package io.curlew.socketio.client;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's run, which begins with the client's first use, unless that comes after its end. Safe for use by many
 * threads.
 */
final class LazyRun {
    private final Supplier<ClientRun> starter;
    private volatile @Nullable ClientRun run;
    private volatile boolean closing;

    LazyRun(Supplier<ClientRun> starter) {
        this.starter = starter;
    }

    /**
     * Returns the run, which begins now if it has not yet.
     *
     * @throws IllegalStateException when the client is closed
     */
    ClientRun get() {
        if (closing) {
            throw closed();
        }
        return evenIfClosed();
    }

    /**
     * As {@link #get}, of a closed client too.
     *
     * @throws IllegalStateException when the client was closed unused
     */
    ClientRun evenIfClosed() {
        ClientRun running = run;
        return running != null ? running : start();
    }

    /** Returns the run if it has begun. */
    Optional<ClientRun> ifBegun() {
        return Optional.ofNullable(run);
    }

    /** The client is closed: no run begins any more. Returns whether that is new. */
    synchronized boolean close() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    private synchronized ClientRun start() {
        ClientRun running = run;
        if (running == null) {
            if (closing) {
                throw closed();
            }
            running = starter.get();
            run = running;
        }
        return running;
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("The client is closed");
    }
}
