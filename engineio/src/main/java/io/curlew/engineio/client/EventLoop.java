package io.curlew.engineio.client;

import io.curlew.engineio.transport.Loop;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/**
 * One thread that does the work of many connections, one small step after another. What runs on it must never block.
 * Comes from {@link EventLoops}. Its methods may be called from any thread.
 */
public final class EventLoop implements Executor {
    private final Loop loop;

    EventLoop(Loop loop) {
        this.loop = loop;
    }

    /**
     * Runs the task on the loop, soon and after what was given before.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the loop has ended; the task will not run then
     */
    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /**
     * Runs the task on the loop after the delay, unless the result is removed before or the loop ends.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the loop has ended
     */
    public Subscription schedule(Runnable task, Duration delay) {
        Future<?> timer = loop.schedule(task, delay.toNanos());
        return () -> timer.cancel(false);
    }

    /** Returns whether the calling thread is this loop. */
    public boolean isCurrentThread() {
        return loop.isCurrentThread();
    }

    Loop transportLoop() {
        return loop;
    }
}
