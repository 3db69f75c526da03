package io.curlew.socketio.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A promise kept with a future: a thread that waits is woken at once, and whatever depends on it runs where {@code executor}
 * says.
 */
final class FuturePromise<T> implements Promise<T> {
    private final WaitableFuture<T> future = new WaitableFuture<>();
    private final Executor executor;
    private volatile boolean kept;

    FuturePromise(Executor executor) {
        this.executor = executor;
    }

    /** Returns one for a thread that waits, and on whose future nothing else depends: the loop completes it. */
    static <T> FuturePromise<T> signal() {
        return new FuturePromise<>(Runnable::run);
    }

    CompletableFuture<T> future() {
        return future;
    }

    /** Runs the task if the future ends before the promise is kept: cancelled, or by a timeout put on it. */
    void onGivenUp(Runnable task) {
        var unused = future.whenComplete((value, why) -> {
            if (!kept) {
                task.run();
            }
        });
    }

    @Override
    public void succeed(T value) {
        kept = true;
        future.succeed(value);
        executor.execute(future::publish);
    }

    @Override
    public void fail(RuntimeException why) {
        kept = true;
        future.fail(why);
        executor.execute(future::publish);
    }
}
