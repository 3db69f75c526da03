package io.curlew.fuzz;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what has to come true within a time. */
record Ending(Duration limit) {
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
        long start = System.nanoTime();
        while (!isTrue.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos() || NEVER.await(200, TimeUnit.MICROSECONDS)) {
                return false;
            }
        }
        return true;
    }
}
