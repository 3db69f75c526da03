package io.curlew.kafka;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the one thread that waits here. Being called several times before that is as being called once. */
final class Wake implements Runnable {
    private final Semaphore called = new Semaphore(0);

    /** Wakes it, or keeps it from waiting the next time. */
    @Override
    public void run() {
        if (called.availablePermits() == 0) {
            called.release();
        }
    }

    /** Waits for a call, at most so long; returns whether there was one. */
    boolean await(Duration longest) throws InterruptedException {
        boolean woken = called.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
        int unused = called.drainPermits();
        return woken;
    }
}
