package io.curlew.engineio.client;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on the application's executor. When that refuses one, because it is shut down or full, the task gets a
 * thread of its own: callbacks are promised, and so is the completion of futures.
 */
final class FallbackExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackExecutor.class);

    private final Executor executor;

    FallbackExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException refused) {
            LOG.warn(
                    "The callback executor refused a task, which runs on a new thread instead: {}",
                    refused.getMessage());
            Thread fallback = new Thread(task, "curlew-callback-fallback");
            fallback.setDaemon(true);
            fallback.start();
        }
    }
}
