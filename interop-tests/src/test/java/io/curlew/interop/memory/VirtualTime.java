package io.curlew.interop.memory;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A clock that jumps from one thing to do to the next, in nanoseconds from 0. */
final class VirtualTime {
    private final Queue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long now;
    private long planned;

    long now() {
        return now;
    }

    /** Plans something; what is planned for the same moment happens in the order of planning. */
    void at(long when, Runnable what) {
        tasks.add(new Task(Math.max(when, now), planned++, what));
    }

    void after(Duration delay, Runnable what) {
        at(now + delay.toNanos(), what);
    }

    /** Lets the time pass. */
    void pass(Duration duration) {
        long until = now + duration.toNanos();
        while (!tasks.isEmpty() && tasks.element().at <= until) {
            Task next = tasks.remove();
            now = next.at;
            next.what.run();
        }
        now = until;
    }

    private record Task(long at, long number, Runnable what) {}
}
