package io.curlew.engineio.delivery;

import io.curlew.engineio.loop.EventLoop;
import java.util.concurrent.Executor;

/**
 * A share in the process-wide threads, for what uses sockets and wants to run where they do. The threads end within a
 * second after the last share is given back. Not API.
 */
public final class ThreadShare implements AutoCloseable {
    private final SharedThreads threads = SharedThreads.acquire();
    private boolean closed;

    private ThreadShare() {}

    /** Takes a share, to be closed when it is no longer needed. */
    public static ThreadShare take() {
        return new ThreadShare();
    }

    /** Returns one of the process-wide event loops, in turn. */
    public EventLoop nextLoop() {
        return threads.loops().next();
    }

    /** Returns where callbacks run by default: tasks may block, none waits for another one. */
    public Executor callbacks() {
        return threads.callbacks();
    }

    /** Gives the share back; doing so twice does no harm. */
    @Override
    public void close() {
        if (isFirstClose()) {
            SharedThreads.release();
        }
    }

    private synchronized boolean isFirstClose() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
