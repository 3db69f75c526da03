package io.curlew.socketio.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what waits to be told of events that went out or were dropped. These come as fast as the program emits, however
 * slow its listeners are; beyond the bound they are counted and not told one by one. From any thread.
 */
final class Notices {
    private final int maxEvents;
    private final long maxBytes;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();

    Notices(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Returns whether there is room for one more, which then has to {@link #leave}; one always fits. */
    boolean enter(long size) {
        int eventsNow = events.incrementAndGet();
        long bytesNow = bytes.addAndGet(size);
        if (eventsNow > 1 && (eventsNow > maxEvents || bytesNow > maxBytes)) {
            leave(size);
            missed.incrementAndGet();
            return false;
        }
        return true;
    }

    void leave(long size) {
        events.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /** Returns how many found no room since this was asked last, once there is room again; until then 0. */
    long missed() {
        return events.get() <= maxEvents / 2 && bytes.get() <= maxBytes / 2 ? missed.getAndSet(0) : 0;
    }

    /** Returns what to say of so many that found no room. */
    IllegalStateException tooMany(long count) {
        return new IllegalStateException("Listeners did not hear of " + count
                + " events that went out or were dropped: more than " + maxEvents + " events or " + maxBytes
                + " bytes waited for them to be told");
    }
}
