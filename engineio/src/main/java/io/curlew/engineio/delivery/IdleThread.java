package io.curlew.engineio.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread for all tasks, started for the first and kept for the next if that comes soon. Without tasks it costs nothing. */
final class IdleThread implements Executor {
    /** Half of the second within which the threads of the process end after their last user. */
    private static final long KEPT_MILLIS = 500;

    private final ThreadFactory threads;
    private @Nullable ThreadPoolExecutor pool;

    IdleThread(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        pool().execute(task);
    }

    private synchronized ThreadPoolExecutor pool() {
        ThreadPoolExecutor made = pool;
        if (made == null) {
            made = new ThreadPoolExecutor(
                    1, 1, KEPT_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), threads);
            made.allowCoreThreadTimeOut(true);
            pool = made;
        }
        return made;
    }
}
