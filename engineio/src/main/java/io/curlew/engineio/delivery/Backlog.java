package io.curlew.engineio.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Counts what has arrived and not yet been taken by the application, and says when reading has to stop and may go on:
 * it goes on at half the bound, so that it does not flutter.
 *
 * <p>The event loop adds; whichever threads run the callbacks take. Each side has counters of its own, and the loop
 * looks at the other's only when the bound seems to be reached. Not API.
 */
public final class Backlog {
    // Not four objects: each connection has two of these.
    private static final AtomicLongFieldUpdater<Backlog> ARRIVED_MESSAGES = counter("arrivedMessages");
    private static final AtomicLongFieldUpdater<Backlog> ARRIVED_BYTES = counter("arrivedBytes");
    private static final AtomicLongFieldUpdater<Backlog> TAKEN_MESSAGES = counter("takenMessages");
    private static final AtomicLongFieldUpdater<Backlog> TAKEN_BYTES = counter("takenBytes");

    private final IncomingBound bound;
    private final Runnable onRoom;
    private volatile long arrivedMessages;
    private volatile long arrivedBytes;
    /** What the loop knows to be taken: never more than is. */
    private long knownMessages;

    private long knownBytes;
    private volatile long takenMessages;
    private volatile long takenBytes;
    private volatile boolean full;

    /** @param onRoom runs, on the taking thread, when reading may resume */
    public Backlog(IncomingBound bound, Runnable onRoom) {
        this.bound = bound;
        this.onRoom = onRoom;
    }

    /**
     * Counts a message in. On the loop. Returns whether reading has to stop.
     *
     * @param size what it takes in memory, about
     */
    public boolean add(long size) {
        long messagesNow = arrivedMessages + 1;
        long bytesNow = arrivedBytes + size;
        ARRIVED_MESSAGES.lazySet(this, messagesNow);
        ARRIVED_BYTES.lazySet(this, bytesNow);
        return exceeds(messagesNow, bytesNow) && isExceeded(messagesNow, bytesNow);
    }

    private boolean exceeds(long messagesNow, long bytesNow) {
        return messagesNow - knownMessages > bound.messages() || bytesNow - knownBytes > bound.bytes();
    }

    private boolean isExceeded(long messagesNow, long bytesNow) {
        knownMessages = takenMessages;
        knownBytes = takenBytes;
        if (!exceeds(messagesNow, bytesNow)) {
            return false;
        }
        full = true;
        // The application may have taken everything just before it could see that reading stops.
        return !hasRoom();
    }

    /** Counts a message out. */
    public void take(long size) {
        long unused = TAKEN_BYTES.addAndGet(this, size);
        unused = TAKEN_MESSAGES.incrementAndGet(this);
        if (full && hasRoom()) {
            full = false;
            onRoom.run();
        }
    }

    /**
     * Returns what each of two who wait for the same message has to run when it has taken it, in place of
     * {@link #take}: it is counted out by the second, since until then it is still there.
     */
    public Runnable takenTwice(long size) {
        return new TakenTwice(this, size);
    }

    /** Runs for the first that has taken a message, and for the second. */
    private static final class TakenTwice extends AtomicBoolean implements Runnable {
        private static final long serialVersionUID = 1L;

        private final transient Backlog backlog;
        private final long size;

        TakenTwice(Backlog backlog, long size) {
            this.backlog = backlog;
            this.size = size;
        }

        @Override
        public void run() {
            if (getAndSet(true)) {
                backlog.take(size);
            }
        }
    }

    /** Returns how many messages wait. */
    public int messages() {
        long taken = takenMessages; // first, so that it is never more than what has arrived
        return (int) (arrivedMessages - taken);
    }

    /** Returns how much memory those take, about. */
    public long bytes() {
        long taken = takenBytes;
        return arrivedBytes - taken;
    }

    private static AtomicLongFieldUpdater<Backlog> counter(String field) {
        return AtomicLongFieldUpdater.newUpdater(Backlog.class, field);
    }

    private boolean hasRoom() {
        return messages() <= bound.messages() / 2 && bytes() <= bound.bytes() / 2;
    }
}
