package io.curlew.socketio.client;

/** The time in nanoseconds since a client began. Confined to the loop. */
final class LoopClock {
    private final long start = System.nanoTime();
    private long lastLook;

    long now() {
        lastLook = System.nanoTime() - start;
        return lastLook;
    }

    /**
     * Returns the time of the last look at the clock, which costs as much as a small message: for what starts no timer.
     */
    long recently() {
        return lastLook;
    }
}
