package io.curlew.jmeter;

import io.curlew.socketio.client.Event;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The events of a connection that no step has expected yet, in the order in which they came: a server sends them when
 * it likes, also while no sample runs. The oldest go when there are too many. Safe for use by many threads.
 */
final class Backlog {
    private final int limit;
    private final NavigableMap<Long, Arrived> events = new TreeMap<>(); // by number, from 0
    private long dropped;
    private long added;
    private Optional<String> end = Optional.empty();

    Backlog(int limit) {
        this.limit = limit;
    }

    synchronized void add(Event event) {
        events.put(added++, new Arrived(event, System.nanoTime()));
        if (events.size() > limit) {
            Object unused = events.pollFirstEntry();
            dropped++;
        }
        notifyAll();
    }

    /** No more events will come. */
    synchronized void end(String why) {
        end = Optional.of(why);
        notifyAll();
    }

    synchronized void requireOpen() {
        if (end.isPresent()) {
            throw new Failure("DISCONNECTED", "The connection has ended: " + end.get());
        }
    }

    /**
     * Takes the first event of the name that fits, and leaves the others. Looks at each once, and not under the lock:
     * the user's pattern may take long, and the event loop needs the lock.
     *
     * @throws Failure when none comes in time, or the connection ends before; what came in time may be looked at later
     */
    Event take(String name, Predicate<? super Event> fits, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long from = 0;
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Map.Entry<Long, Arrived> next = await(from, timeout, deadline);
            Event event = next.getValue().event();
            if (event.name().equals(name) && fits.test(event) && remove(next.getKey())) {
                return event;
            }
            from = next.getKey() + 1;
        }
    }

    /** Returns whether it was still there, and not dropped meanwhile. */
    private synchronized boolean remove(long number) {
        return events.remove(number) != null;
    }

    /** Waits for an event with that number or a higher one; looking at those before may have taken long. */
    private synchronized Map.Entry<Long, Arrived> await(long from, Duration timeout, long deadline)
            throws InterruptedException {
        Map.Entry<Long, Arrived> next = events.ceilingEntry(from);
        while (next == null) {
            requireOpen();
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw late(timeout);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
            next = events.ceilingEntry(from);
        }
        if (next.getValue().at() - deadline > 0) {
            throw late(timeout);
        }
        return next;
    }

    private Failure late(Duration timeout) {
        return new Failure(
                "TIMEOUT",
                "There was no such event within " + timeout.toMillis() + " ms; " + events.size() + " others wait, and "
                        + dropped + " were dropped before a step expected them");
    }

    /** An event, and when it came, in nanoseconds. */
    private record Arrived(Event event, long at) {}
}
