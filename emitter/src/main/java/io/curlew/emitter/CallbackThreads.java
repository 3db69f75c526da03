package io.curlew.emitter;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of all emitters for callbacks. A pool of their own, because what {@code CompletableFuture} takes by
 * itself makes a thread for each call where there are two processors or less. It makes another thread when a callback
 * waits for a future; idle threads end.
 */
final class CallbackThreads {
    static final Executor SHARED =
            new ForkJoinPool(Math.max(8, Runtime.getRuntime().availableProcessors()), named(), null, true);

    private CallbackThreads() {}

    private static ForkJoinWorkerThreadFactory named() {
        AtomicInteger number = new AtomicInteger();
        return pool -> {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
            thread.setName("curlew-emitter-callback-" + number.incrementAndGet());
            return thread;
        };
    }
}
