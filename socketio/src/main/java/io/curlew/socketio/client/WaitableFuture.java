package io.curlew.socketio.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future for which threads may wait without the detour that takes what depends on it: its outcome is known where it comes
 * from, and a thread that waits is woken from there; dependents hear of it later, elsewhere, with {@link #publish}.
 */
final class WaitableFuture<T> extends CompletableFuture<T> {
    /** Decides. Nothing depends on it but threads that wait, so whoever completes it runs nobody's code. */
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    /** The future succeeds, unless somebody has ended it before. */
    void succeed(T value) {
        boolean unused = outcome.complete(value);
    }

    /** The future fails, unless somebody has ended it before. */
    void fail(Throwable why) {
        boolean unused = outcome.completeExceptionally(why);
    }

    /** Tells those who depend on it what it has come to. */
    void publish() {
        var unused = outcome.whenComplete(this::end);
    }

    private void end(@Nullable T value, @Nullable Throwable why) {
        boolean unused = why == null ? super.complete(value) : super.completeExceptionally(why);
    }

    @Override
    public boolean complete(T value) {
        return told(outcome.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable why) {
        return told(outcome.completeExceptionally(why));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return told(outcome.cancel(mayInterruptIfRunning)) || isCancelled();
    }

    private boolean told(boolean first) {
        if (first) {
            publish();
        }
        return first;
    }

    @Override
    public void obtrudeValue(T value) {
        outcome.obtrudeValue(value);
        super.obtrudeValue(value);
    }

    @Override
    public void obtrudeException(Throwable why) {
        outcome.obtrudeException(why);
        super.obtrudeException(why);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        executor.execute(() -> {
            try {
                boolean unused = complete(supplier.get());
            } catch (Throwable thrown) {
                boolean unused = completeExceptionally(thrown);
            }
        });
        return this;
    }

    @Override
    public T join() {
        return outcome.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        return outcome.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return outcome.get(timeout, unit);
    }

    @Override
    public T getNow(T otherwise) {
        return outcome.getNow(otherwise);
    }

    @Override
    public boolean isDone() {
        return outcome.isDone();
    }

    @Override
    public boolean isCancelled() {
        return outcome.isCancelled();
    }

    @Override
    public boolean isCompletedExceptionally() {
        return outcome.isCompletedExceptionally();
    }
}
