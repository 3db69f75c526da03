package io.curlew.testserver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A future that the loop completes. A handler that waited for it would wait forever, because it blocks the loop: it
 * gets an exception instead, also from what depends on this future alone. What the JDK makes of several futures
 * ({@code CompletableFuture.allOf}, {@code anyOf}) is a plain future, for which a handler does wait, until
 * {@link PendingAcks} sees that.
 *
 * @param <T> the result
 */
final class LoopFuture<T> extends CompletableFuture<T> {
    private final BooleanSupplier onLoop;

    LoopFuture(BooleanSupplier onLoop) {
        this.onLoop = onLoop;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new LoopFuture<>(onLoop);
    }

    @Override
    public T join() {
        refuseOnLoop();
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        refuseOnLoop();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        refuseOnLoop();
        return super.get(timeout, unit);
    }

    private void refuseOnLoop() {
        if (!isDone() && onLoop.getAsBoolean()) {
            throw new IllegalStateException("A handler can't wait for an answer, which comes on the same thread:"
                    + " say what depends on it by thenAccept");
        }
    }
}
