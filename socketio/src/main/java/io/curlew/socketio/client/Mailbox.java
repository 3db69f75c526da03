package io.curlew.socketio.client;

import io.curlew.engineio.client.EventLoop;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Carries what the application wants from its threads to the loop: one wake-up for a burst, each thread's in order. */
final class Mailbox {
    private final ConcurrentLinkedQueue<Runnable> inputs = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakingUp = new AtomicBoolean();
    private final EventLoop loop;
    private final Runnable drain;

    /** @param drain run on the loop; is to call {@link #runNext} until there is nothing left, or leave the rest */
    Mailbox(EventLoop loop, Runnable drain) {
        this.loop = loop;
        this.drain = drain;
    }

    /**
     * Adds an input.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the loop has ended
     */
    void add(Runnable input) {
        inputs.add(input);
        if (loop.isCurrentThread()) {
            drain.run();
        } else if (wakingUp.compareAndSet(false, true)) {
            loop.execute(this::wakeUp);
        }
    }

    /** Runs the next input; returns whether there was one. */
    boolean runNext() {
        Runnable input = inputs.poll();
        if (input != null) {
            input.run();
        }
        return input != null;
    }

    /** Wakes the loop for what is left, so that other work on it gets a turn before. */
    void leaveRest() {
        if (!inputs.isEmpty() && wakingUp.compareAndSet(false, true)) {
            loop.execute(this::wakeUp);
        }
    }

    private void wakeUp() {
        // First the flag: what is added from now on wakes the loop again.
        wakingUp.set(false);
        drain.run();
    }
}
