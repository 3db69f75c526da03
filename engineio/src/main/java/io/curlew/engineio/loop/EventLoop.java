package io.curlew.engineio.loop;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One thread that does the work of many connections, in small steps. Tasks on it must never block. Obtain loops from
 * {@link io.curlew.engineio.client.EventLoops}; this interface is not meant to be implemented. Its methods may be
 * called from any thread.
 */
public interface EventLoop extends Executor {

    /**
     * Runs the task on the loop soon, after the tasks submitted before.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the loop has ended; the task will not run
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs the task on the loop after the delay, unless the returned subscription is removed first or the loop ends.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the loop has ended
     */
    Subscription schedule(Runnable task, Duration delay);

    /** Returns whether the calling thread is this loop. */
    boolean isCurrentThread();
}
