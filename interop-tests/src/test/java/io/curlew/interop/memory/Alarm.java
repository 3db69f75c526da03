package io.curlew.interop.memory;

import java.util.function.LongSupplier;

/** Wakes a session at its deadline. */
final class Alarm {
    private final VirtualTime time;
    private final LongSupplier deadline;
    private final Runnable wake;
    private long armedFor = Long.MAX_VALUE;

    Alarm(VirtualTime time, LongSupplier deadline, Runnable wake) {
        this.time = time;
        this.deadline = deadline;
        this.wake = wake;
    }

    /** To be called whenever the deadline may have changed. An alarm that comes too early does no harm. */
    void arm() {
        long at = deadline.getAsLong();
        if (at < armedFor) {
            armedFor = at;
            time.at(at, () -> ring(at));
        }
    }

    private void ring(long at) {
        if (armedFor == at) {
            armedFor = Long.MAX_VALUE;
            if (deadline.getAsLong() <= time.now()) {
                wake.run();
            }
            arm();
        }
    }
}
