package io.curlew.socketio.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A promise kept with a future, which is completed where {@code executor} says: whatever depends on it runs there. */
final class FuturePromise<T> implements Promise<T> {
    private final CompletableFuture<T> future = new CompletableFuture<>();
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
        executor.execute(() -> future.complete(value));
    }

    @Override
    public void fail(RuntimeException why) {
        kept = true;
        executor.execute(() -> future.completeExceptionally(why));
    }
}
