package io.curlew.engineio.delivery;

import io.curlew.engineio.loop.EventLoop;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Carries what the application wants from its threads to the loop: one wake-up for a burst, each thread's in order.
 * Safe for use by many threads. Not API.
 */
public final class Mailbox {
    /** Something to be done on the loop. */
    @FunctionalInterface
    public interface Input {
        /** Does it. */
        void run();

        /** It was accepted and then not run, because the loop ended before. From any thread. */
        default void refused() {}
    }

    private static final AtomicIntegerFieldUpdater<Mailbox> WAKING_UP =
            AtomicIntegerFieldUpdater.newUpdater(Mailbox.class, "wakingUp");

    private final ConcurrentLinkedQueue<Input> inputs = new ConcurrentLinkedQueue<>();
    private volatile int wakingUp; // 1 while the loop is being woken
    private final EventLoop loop;
    private final Runnable drain;

    /**
     * Makes an empty one.
     *
     * @param drain run on the loop; is to call {@link #runAll}, or {@link #runNext} until there is nothing left or it
     *     leaves the rest
     */
    public Mailbox(EventLoop loop, Runnable drain) {
        this.loop = loop;
        this.drain = drain;
    }

    /**
     * Adds an input.
     *
     * @throws RejectedExecutionException when the loop has ended, and this input was not run; whatever else it throws
     *     when it is woken, likewise
     */
    public void add(Input input) {
        inputs.add(input);
        if (loop.isCurrentThread()) {
            drain.run();
            return;
        }
        try {
            wakeLoop();
        } catch (RejectedExecutionException loopIsGone) {
            boolean mine = inputs.remove(input);
            refuseAll();
            if (mine) {
                throw loopIsGone;
            }
        } catch (Throwable noWakeUp) {
            // Out of memory, most likely: the loop is still there, and what others have put here waits for their next.
            if (inputs.remove(input)) {
                throw noWakeUp;
            }
        }
    }

    /** Runs the next input, on the loop; returns whether there was one. */
    public boolean runNext() {
        Input input = inputs.poll();
        if (input != null) {
            input.run();
        }
        return input != null;
    }

    /**
     * Runs all that is there now. What is added meanwhile waits for its own turn, or senders could keep the loop busy.
     */
    public void runAll() {
        Mark end = new Mark();
        inputs.add(end);
        for (Input input = inputs.poll(); input != null && input != end; input = inputs.poll()) {
            input.run();
        }
    }

    /** Stands behind what was there when {@link #runAll} began. */
    private static final class Mark implements Input {
        @Override
        public void run() {}
    }

    /** Wakes the loop for what is left, so that other work on it gets a turn before. */
    public void leaveRest() {
        if (inputs.isEmpty()) {
            return;
        }
        try {
            wakeLoop();
        } catch (RejectedExecutionException loopIsGone) {
            refuseAll();
        }
    }

    private void wakeLoop() {
        if (wakingUp == 0 && WAKING_UP.compareAndSet(this, 0, 1)) {
            try {
                loop.execute(this::wakeUp);
            } catch (Throwable notWoken) {
                // Whoever comes next is to hear of it too, or to wake it.
                wakingUp = 0;
                throw notWoken;
            }
        }
    }

    /** Inputs that other threads have added while one of them failed to wake the loop. */
    private void refuseAll() {
        for (Input input = inputs.poll(); input != null; input = inputs.poll()) {
            input.refused();
        }
    }

    private void wakeUp() {
        // First the flag: what is added from now on wakes the loop again.
        wakingUp = 0;
        drain.run();
    }
}
