package io.curlew.fuzz;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for what has to come true within a time: that which this thread had turns in, since on a machine that has other
 * things to do the threads of a client have none either.
 */
record Ending(Duration limit) {
    private static final long TURN_MICROS = 200;
    /** A turn that took longer had to wait for the machine. */
    private static final long MAX_TURN_NANOS = 2_000_000;

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /**
     * Waits until it is true.
     *
     * @throws Doubt when that does not come in time
     */
    void await(String what, BooleanSupplier isTrue) throws InterruptedException {
        if (!comes(isTrue)) {
            throw new Doubt("not within " + limit.toMillis() + " ms: " + what);
        }
    }

    /** Returns whether it came true in time. */
    boolean comes(BooleanSupplier isTrue) throws InterruptedException {
        long waited = 0;
        long last = System.nanoTime();
        while (!isTrue.getAsBoolean()) {
            if (waited > limit.toNanos() || NEVER.await(TURN_MICROS, TimeUnit.MICROSECONDS)) {
                return false;
            }
            long now = System.nanoTime();
            waited += Math.min(now - last, MAX_TURN_NANOS);
            last = now;
        }
        return true;
    }
}
