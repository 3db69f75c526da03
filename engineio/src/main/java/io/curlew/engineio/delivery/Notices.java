package io.curlew.engineio.delivery;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;

/**
 * Bounds the waiting notifications of what the program itself sent. They come as fast as the program sends, however
 * slow its listeners are; beyond the bound they are counted and not delivered one by one. From any thread. Not API.
 */
public final class Notices {
    // Not an object for each: every client has these.
    private static final AtomicLongFieldUpdater<Notices> WAITING = counter("waiting");
    private static final AtomicLongFieldUpdater<Notices> BYTES = counter("bytes");
    private static final AtomicLongFieldUpdater<Notices> MISSED = counter("missed");

    private final IncomingBound bound;
    private final String what;
    private volatile long waiting;
    private volatile long bytes;
    private volatile long missed;

    /**
     * Makes one in which nothing waits.
     *
     * @param bound how much may wait: as much as of what comes in
     * @param what what they are about, in the plural, for messages
     */
    public Notices(IncomingBound bound, String what) {
        this.bound = bound;
        this.what = what;
    }

    /** Returns whether there is room for one more, which then has to {@link #leave}; one always fits. */
    public boolean enter(long size) {
        while (!hasRoom(size)) {
            // In this order: whoever leaves after the count sees it.
            MISSED.incrementAndGet(this);
            leave(size);
            if (waiting > 0 || !takeBack()) {
                return false;
            }
            // Everybody has left, perhaps without seeing the count: this one enters after all, and will see it.
        }
        return true;
    }

    /** Takes room, in any case. */
    private boolean hasRoom(long size) {
        long waitingNow = WAITING.incrementAndGet(this);
        long bytesNow = BYTES.addAndGet(this, size);
        return waitingNow <= 1 || (waitingNow <= bound.messages() && bytesNow <= bound.bytes());
    }

    /** Counts one less as missed. Returns false if all of them have been reported. */
    private boolean takeBack() {
        return MISSED.getAndUpdate(this, count -> Math.max(0, count - 1)) > 0;
    }

    /**
     * Runs the notification of one that entered, in its turn. The last of them reports, once there is room again, how
     * many found none.
     */
    public void tell(Runnable told, long size, Consumer<? super IllegalStateException> onMissed) {
        told.run();
        leave(size);
        long count = missed();
        if (count > 0) {
            onMissed.accept(tooMany(count));
        }
    }

    /** One that entered has been delivered, or never will be. */
    public void leave(long size) {
        WAITING.decrementAndGet(this);
        BYTES.addAndGet(this, -size);
    }

    /** Returns how many found no room since this was asked last, once there is room again; until then 0. */
    long missed() {
        boolean hasRoom = waiting <= bound.messages() / 2 && bytes <= bound.bytes() / 2;
        return missed > 0 && hasRoom ? MISSED.getAndSet(this, 0) : 0;
    }

    /** Returns what to say of so many that found no room. */
    IllegalStateException tooMany(long count) {
        return new IllegalStateException(
                "Listeners were not notified of " + count + " " + what + ": more than " + bound.messages()
                        + " of them or " + bound.bytes() + " bytes waited for a callback (the incoming bound)");
    }

    private static AtomicLongFieldUpdater<Notices> counter(String field) {
        return AtomicLongFieldUpdater.newUpdater(Notices.class, field);
    }
}
