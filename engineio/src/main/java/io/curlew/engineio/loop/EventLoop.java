package io.curlew.engineio.loop;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One thread that does the work of many connections, one small step after another. What runs on it must never block.
 * Comes from {@link io.curlew.engineio.client.EventLoops}, and is not to be implemented elsewhere. Its methods may be
 * called from any thread.
 */
public interface EventLoop extends Executor {

    /**
     * Runs the task on the loop, soon and after what was given before.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the loop has ended; the task will not run then
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs the task on the loop after the delay, unless the result is removed before or the loop ends.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the loop has ended
     */
    Subscription schedule(Runnable task, Duration delay);

    /** Returns whether the calling thread is this loop. */
    boolean isCurrentThread();
}
