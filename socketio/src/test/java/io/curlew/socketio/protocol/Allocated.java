package io.curlew.socketio.protocol;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory a piece of work takes: all that it asks for on the way, so more than it ever holds. */
final class Allocated {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private Allocated() {}

    /** Returns the bytes that the work allocates on this thread, once its classes are loaded. */
    static long by(Runnable work) {
        for (int i = 0; i < 3; i++) {
            work.run();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
