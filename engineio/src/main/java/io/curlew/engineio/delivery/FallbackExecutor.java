package io.curlew.engineio.delivery;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
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
    private final int threads;
    private @Nullable Executor fallback; // null until it is needed, as it never is in most programs

    /** Makes one over the application's. Tasks that this refuses share a number of threads, since some may block. */
    public FallbackExecutor(Executor executor) {
        this(executor, MAX_THREADS);
    }

    private FallbackExecutor(Executor executor, int threads) {
        this.executor = executor;
        this.threads = threads;
    }

    /**
     * Makes one for tasks that are never given to it two at once: those that the application's refuses share one
     * thread.
     */
    static FallbackExecutor inTurn(Executor executor) {
        return new FallbackExecutor(executor, 1);
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (Throwable refused) {
            runAnyway(task, refused);
        }
    }

    private void runAnyway(Runnable task, Throwable refused) {
        try {
            fallback(refused).execute(task);
        } catch (Throwable noThread) {
            Failures.log(LOG, "No thread could be started for a callback, so it runs on the calling thread", noThread);
            task.run();
        }
    }

    private synchronized Executor fallback(Throwable refused) {
        Executor made = fallback;
        if (made == null) {
            Failures.logMessage(
                    LOG, "The callback executor rejected a task; this and later ones run on other threads", refused);
            made = new IdleThreads(threads, FallbackExecutor::newThread);
            fallback = made;
        }
        return made;
    }

    private static Thread newThread(Runnable task) {
        Thread fallback = new Thread(task, "curlew-callback-fallback");
        fallback.setDaemon(true);
        return fallback;
    }
}
