package io.curlew.engineio.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/** Many threads that start at the same moment. */
public final class EightThreads {
    private EightThreads() {}

    /** Runs the work on so many threads, each with its number, and waits for all of them. */
    public static void run(int threads, IntConsumer work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            all.add(CompletableFuture.runAsync(
                    () -> {
                        Wait.until(start);
                        work.accept(number);
                    },
                    pool));
        }
        start.countDown();
        all.forEach(Wait::forResult);
        pool.shutdown();
    }
}
