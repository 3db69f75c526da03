package io.curlew.interop.memory;

import java.time.Duration;
import java.util.Random;

/** How long things take on the way. The same seed gives the same network. */
final class Network {
    private static final Duration SPIKE = Duration.ofMillis(300);

    private final VirtualTime time;
    private final Random random;
    private final Duration slowest;
    private boolean blackedOut;

    /** @param slowest of the usual latencies; one in twenty is much slower */
    Network(VirtualTime time, long seed, Duration slowest) {
        this.time = time;
        this.random = new Random(seed);
        this.slowest = slowest;
    }

    VirtualTime time() {
        return time;
    }

    /** Returns what decides everything that this network leaves to chance. */
    Random random() {
        return random;
    }

    /** Does something at the other side. Two of these may overtake each other: HTTP requests do. */
    void deliver(Runnable what) {
        at(time.now() + latency().toNanos(), what);
    }

    /** Does something at the other side at that moment. */
    void at(long arrival, Runnable what) {
        time.at(arrival, () -> {
            if (!blackedOut) {
                what.run();
            }
        });
    }

    /** From now on nothing arrives anywhere, also of what is on its way. */
    void blackOut() {
        blackedOut = true;
    }

    Duration latency() {
        boolean spike = random.nextInt(20) == 0;
        return Duration.ofNanos(1 + (long) (random.nextDouble() * (spike ? SPIKE : slowest).toNanos()));
    }
}
