package io.curlew.engineio.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A number of threads for all tasks, each started when a task comes, and kept for the next if that comes soon; what
 * they can't take waits for one of them. Without tasks it costs nothing.
 */
final class IdleThreads implements Executor {
    /** Half of the second within which the threads of the process end after their last user. */
    private static final long KEPT_MILLIS = 500;

    private final int most;
    private final ThreadFactory threads;
    private @Nullable ThreadPoolExecutor pool;

    /** @param most how many threads there are at the most */
    IdleThreads(int most, ThreadFactory threads) {
        this.most = most;
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
                    most, most, KEPT_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), threads);
            made.allowCoreThreadTimeOut(true);
            pool = made;
        }
        return made;
    }
}
