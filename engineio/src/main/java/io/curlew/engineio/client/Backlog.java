package io.curlew.engineio.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what has arrived and not yet been taken by the application, and says when reading has to stop and may go on:
 * it goes on at half the bound, so that it does not flutter.
 *
 * <p>The event loop adds; whichever thread runs the callbacks takes.
 */
final class Backlog {
    private final IncomingBound bound;
    private final Runnable onRoom;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean full;

    /** @param onRoom told, on the taking thread, when reading may go on */
    Backlog(IncomingBound bound, Runnable onRoom) {
        this.bound = bound;
        this.onRoom = onRoom;
    }

    /** Counts a message in. Returns whether reading has to stop. */
    boolean add(long size) {
        int messagesNow = messages.incrementAndGet();
        long bytesNow = bytes.addAndGet(size);
        if (messagesNow > bound.messages() || bytesNow > bound.bytes()) {
            full = true;
            // The application may have taken everything just before it could see that reading stops.
            return !hasRoom();
        }
        return false;
    }

    /** Counts a message out. */
    void take(long size) {
        messages.decrementAndGet();
        bytes.addAndGet(-size);
        if (full && hasRoom()) {
            full = false;
            onRoom.run();
        }
    }

    private boolean hasRoom() {
        return messages.get() <= bound.messages() / 2 && bytes.get() <= bound.bytes() / 2;
    }
}
