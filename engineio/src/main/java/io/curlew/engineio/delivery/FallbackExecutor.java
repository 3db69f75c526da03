package io.curlew.engineio.delivery;

import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on the application's executor. When that refuses one, because it is shut down or full, or fails in
 * whatever way, the task gets another thread, and where none can be had runs on the caller's: callbacks are promised,
 * and so is the completion of futures. Says so in the log once. A task that the executor takes before it throws runs
 * twice. Not API.
 */
public final class FallbackExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackExecutor.class);
    /**
     * So many tasks may block at once; the loop, which starts the threads, is not to start one for each of thousands.
     */
    private static final int MAX_THREADS = 64;

    private final Executor executor;
    private final Executor fallback;
    private volatile boolean warned;

    /** Makes one over the application's. Tasks that this refuses share a number of threads, since some may block. */
    public FallbackExecutor(Executor executor) {
        this(executor, new IdleThreads(MAX_THREADS, FallbackExecutor::newThread));
    }

    private FallbackExecutor(Executor executor, Executor fallback) {
        this.executor = executor;
        this.fallback = fallback;
    }

    /**
     * Makes one for tasks that are never given to it two at once: those that the application's refuses share one
     * thread.
     */
    static FallbackExecutor inTurn(Executor executor) {
        return new FallbackExecutor(executor, new IdleThreads(1, FallbackExecutor::newThread));
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (Throwable refused) {
            if (!warned) {
                warned = true;
                Failures.logMessage(
                        LOG,
                        "The callback executor refused a task, which runs on another thread, as will more of them",
                        refused);
            }
            runAnyway(task);
        }
    }

    private void runAnyway(Runnable task) {
        try {
            fallback.execute(task);
        } catch (Throwable noThread) {
            Failures.log(LOG, "No thread could be started for a callback, which runs on its caller's", noThread);
            task.run();
        }
    }

    private static Thread newThread(Runnable task) {
        Thread fallback = new Thread(task, "curlew-callback-fallback");
        fallback.setDaemon(true);
        return fallback;
    }
}
