package io.curlew.engineio.delivery;

import io.curlew.engineio.transport.Loops;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The process-wide event loops and callback threads, counted by their users: made for the first, ended after the last.
 * What else there is once for all clients remembers nothing of any of them.
 */
final class SharedThreads {
    private static final String CALLBACK_THREAD = "curlew-callback";
    private static final int LOOPS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private static int users;
    private static @Nullable SharedThreads shared;

    private final Loops loops = new Loops(LOOPS);
    private final ExecutorService callbacks = callbackExecutor();

    private SharedThreads() {}

    static synchronized SharedThreads acquire() {
        if (shared == null) {
            shared = new SharedThreads();
        }
        users++;
        return shared;
    }

    static synchronized void release() {
        users--;
        if (users == 0 && shared != null) {
            shared.loops.close();
            shared.callbacks.shutdown();
            shared = null;
        }
    }

    Loops loops() {
        return loops;
    }

    /** Runs callbacks, which may block: it never makes one wait for another. */
    Executor callbacks() {
        return callbacks;
    }

    private static ExecutorService callbackExecutor() {
        try {
            return virtualThreads();
        } catch (ReflectiveOperationException olderThan21) {
            return new ThreadPoolExecutor(
                    0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), callbackThreads());
        }
    }

    /**
     * Reached by reflection, since the code is compiled for 17; named, so that a log line tells whose thread it was.
     */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Object threads = Thread.class.getMethod("ofVirtual").invoke(null);
        threads = builder.getMethod("name", String.class).invoke(threads, CALLBACK_THREAD);
        ThreadFactory factory = (ThreadFactory) builder.getMethod("factory").invoke(threads);
        return (ExecutorService) Executors.class
                .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                .invoke(null, factory);
    }

    private static ThreadFactory callbackThreads() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, CALLBACK_THREAD + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
