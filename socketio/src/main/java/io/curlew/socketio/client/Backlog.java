package io.curlew.socketio.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what arrived and was not yet taken by the application, and says when reading has to stop and may go on: at half
 * the bound, so that it does not flutter. The loop adds; whichever thread runs the listeners takes.
 */
final class Backlog {
    private final int maxEvents;
    private final long maxBytes;
    private final Runnable onRoom;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean full;

    /** @param onRoom told, on the taking thread, when reading may go on */
    Backlog(int maxEvents, long maxBytes, Runnable onRoom) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.onRoom = onRoom;
    }

    /** Counts an event in. Returns whether reading has to stop. */
    boolean add(long size) {
        int eventsNow = events.incrementAndGet();
        long bytesNow = bytes.addAndGet(size);
        if (eventsNow > maxEvents || bytesNow > maxBytes) {
            full = true;
            // The application may have taken everything just before it could see that reading stops.
            return !hasRoom();
        }
        return false;
    }

    /** Counts an event out. */
    void take(long size) {
        events.decrementAndGet();
        bytes.addAndGet(-size);
        if (full && hasRoom()) {
            full = false;
            onRoom.run();
        }
    }

    int events() {
        return events.get();
    }

    long bytes() {
        return bytes.get();
    }

    private boolean hasRoom() {
        return events.get() <= maxEvents / 2 && bytes.get() <= maxBytes / 2;
    }
}
