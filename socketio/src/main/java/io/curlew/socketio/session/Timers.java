package io.curlew.socketio.session;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is due when. A cancelled timer stays in the heap until its turn comes or such timers are the most. */
final class Timers {
    /** Below this size cancelled timers are not worth looking for. */
    private static final int SMALL = 64;
    /** As many as an idle session has. */
    private static final int FEW = 2;

    private static final Timer NEVER = new Timers().start(ClientSession.NONE, Timer.OVER);

    private final PriorityQueue<Timer> heap = new PriorityQueue<>(FEW, Timers::earliestFirst);
    private long started;
    private int cancelled;

    /** The JDK's comparators can be serialized: to make one takes classes that no archive of classes can have. */
    private static int earliestFirst(Timer one, Timer other) {
        return one.at != other.at ? Long.compare(one.at, other.at) : Long.compare(one.number, other.number);
    }

    /** Starts a timer; one that is due at {@link ClientSession#NONE} never expires. */
    Timer start(long at, Expiry expiry) {
        Timer timer = new Timer(at, started++, expiry);
        if (at != ClientSession.NONE) {
            heap.add(timer);
        }
        return timer;
    }

    /** Returns a timer that never expires. */
    Timer never() {
        return NEVER;
    }

    /** Returns when the next timer is due. */
    long next() {
        Timer first = first();
        return first == null ? ClientSession.NONE : first.at;
    }

    /** Lets every timer that is due expire, the earliest first. */
    void expire(long now) {
        Timer first = first();
        while (first != null && first.at <= now) {
            heap.remove();
            first.end().expired(now);
            first = first();
        }
    }

    int size() {
        return heap.size();
    }

    private @Nullable Timer first() {
        Timer first = heap.peek();
        while (first != null && first.isOver()) {
            heap.remove();
            cancelled--;
            first = heap.peek();
        }
        return first;
    }

    private void cancelled() {
        cancelled++;
        if (cancelled > SMALL && cancelled > heap.size() / 2) {
            heap.removeIf(Timer::isOver);
            cancelled = 0;
        }
    }

    /** What to do when a timer expires. */
    @FunctionalInterface
    interface Expiry {
        void expired(long now);
    }

    /** One thing that is due. */
    final class Timer {
        private static final Expiry OVER = now -> {};

        private final long at;
        private final long number;
        private Expiry expiry;

        private Timer(long at, long number, Expiry expiry) {
            this.at = at;
            this.number = number;
            this.expiry = expiry;
        }

        /** Makes sure that it does not expire from now on. */
        void cancel() {
            if (!isOver()) {
                end();
                if (at != ClientSession.NONE) {
                    cancelled();
                }
            }
        }

        /** Returns whether it expired or was cancelled. */
        boolean isOver() {
            return expiry == OVER;
        }

        private Expiry end() {
            Expiry due = expiry;
            expiry = OVER;
            return due;
        }
    }
}
