package io.curlew.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts what arrives, never concurrently, until all that is expected has. */
class Arrivals {
    /** What it says when they are waited for in vain. */
    static final String MISSING = "did not arrive";

    private static final long PATIENCE_SECONDS = 30;

    private int left;
    private long volume;
    private byte[] kept = {};
    private volatile CountDownLatch all = new CountDownLatch(0);

    /** Before anything is asked for. */
    final void expect(int count) {
        left = count;
        all = new CountDownLatch(1);
    }

    void arrived() {
        if (--left == 0) {
            all.countDown();
        }
    }

    void arrived(Quote quote) {
        volume += quote.volume(); // somebody must use it, or it would not be made
        arrived();
    }

    /** Keeps the bytes until the next come, as a program may. */
    void arrived(byte[] bytes) {
        kept = bytes;
        volume += kept.length;
        arrived();
    }

    final boolean areExpected() {
        return left > 0;
    }

    final void await() {
        try {
            if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(left + " " + MISSING + ", volume so far " + volume);
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
