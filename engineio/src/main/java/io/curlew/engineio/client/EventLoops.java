package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.transport.Loops;

/**
 * A few threads that do the network work of any number of clients. By default all clients of the process share a set
 * that starts with the first client and ends within a second after the last one.
 *
 * <p>The threads are daemon threads, so they do not keep a program running. For each set, one more thread checks every
 * 2.5 s that its loops keep running, and logs an error with the stack trace of a loop that has been blocked for 5 s.
 */
public final class EventLoops implements AutoCloseable {
    private final Loops loops;

    private EventLoops(int threads) {
        loops = new Loops(Checks.atLeastOne(threads, "number of event loops"));
    }

    /**
     * Creates a separate set of loops, which the caller has to close. Threads start when they are first needed.
     *
     * @param threads the number of threads, at least one; each loop is one thread
     * @throws IllegalArgumentException if the number is less than one
     */
    public static EventLoops create(int threads) {
        return new EventLoops(threads);
    }

    /** Returns one of the loops, in rotation. */
    public EventLoop next() {
        return loops.next();
    }

    /** Returns whether the calling thread is an event loop of this or any other set. */
    public static boolean isLoopThread() {
        return Loops.isLoopThread();
    }

    /** Ends the loops and returns at once. Work still on them is dropped, so close the clients first. */
    @Override
    public void close() {
        loops.close();
    }
}
