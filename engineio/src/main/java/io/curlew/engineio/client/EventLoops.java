package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.transport.Loops;

/**
 * A few threads that do the network work of any number of clients. Without one of their own, all clients of the process
 * share a set that appears with the first client and is gone within a second of the last one's end.
 *
 * <p>The threads are daemons: they keep no program from ending. One more thread for each set looks every 2.5 s whether
 * its loops still come round, and logs an error with the stack trace of one that has not for 5 s: what runs there
 * blocks or does not end.
 */
public final class EventLoops implements AutoCloseable {
    private final Loops loops;

    private EventLoops(int threads) {
        loops = new Loops(Checks.atLeastOne(threads, "number of event loops"));
    }

    /**
     * Returns a set of loops of its own, to be closed by whoever asked for it. Threads start when first needed.
     *
     * @param threads how many, at least one; each loop is one thread
     * @throws IllegalArgumentException when that is fewer
     */
    public static EventLoops create(int threads) {
        return new EventLoops(threads);
    }

    /** Returns one of the loops, in turn. */
    public EventLoop next() {
        return loops.next();
    }

    /** Returns whether the calling thread is an event loop, of this set or of any other. */
    public static boolean isLoopThread() {
        return Loops.isLoopThread();
    }

    /** Ends the loops. What still runs on them is dropped: close the clients first. Returns at once. */
    @Override
    public void close() {
        loops.close();
    }
}
