package io.curlew.jmeter;

import io.curlew.socketio.client.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The events of a connection that no step has expected yet, in the order in which they came: a server sends them when
 * it likes, also while no sample runs. The oldest go when there are too many. Safe for use by many threads.
 */
final class Backlog {
    private final int limit;
    private final Deque<Event> events = new ArrayDeque<>();
    private long dropped;
    private Optional<String> end = Optional.empty();

    Backlog(int limit) {
        this.limit = limit;
    }

    synchronized void add(Event event) {
        if (events.size() == limit) {
            Event unused = events.remove();
            dropped++;
        }
        events.add(event);
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
     * Takes the first event of the step's name whose arguments fit, and leaves the others.
     *
     * @throws Failure when none comes in time, or the connection ends before
     */
    synchronized Event take(Step step) throws InterruptedException {
        Pattern pattern = step.pattern();
        long deadline = System.nanoTime() + step.timeout().toNanos();
        Optional<Event> found = find(step.event(), pattern);
        while (found.isEmpty()) {
            requireOpen();
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new Failure(
                        "TIMEOUT",
                        "There was no such event within " + step.timeout().toMillis() + " ms; " + events.size()
                                + " others wait, and " + dropped + " were dropped before a step expected them");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
            found = find(step.event(), pattern);
        }
        return found.get();
    }

    private Optional<Event> find(String name, Pattern pattern) {
        for (Iterator<Event> all = events.iterator(); all.hasNext(); ) {
            Event event = all.next();
            if (event.name().equals(name)
                    && pattern.matcher(event.args().json()).find()) {
                all.remove();
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
