package io.curlew.engineio.delivery;

import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on the application's executor. When that refuses one, because it is shut down or full, or fails in whatever
 * way, the task gets a thread of its own, and where none can be had runs on the caller's: callbacks are promised, and so is
 * the completion of futures. Not API.
 */
public final class FallbackExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackExecutor.class);

    private final Executor executor;

    /** Makes one over the application's. */
    public FallbackExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (Throwable refused) {
            LOG.warn(
                    "The callback executor refused a task, which runs on a new thread instead: {}",
                    Thrown.message(refused));
            runAnyway(task);
        }
    }

    private static void runAnyway(Runnable task) {
        try {
            Thread fallback = new Thread(task, "curlew-callback-fallback");
            fallback.setDaemon(true);
            fallback.start();
        } catch (Throwable noThread) {
            LOG.warn("No thread could be started for a callback, which runs on {}", Thread.currentThread(), noThread);
            task.run();
        }
    }
}
