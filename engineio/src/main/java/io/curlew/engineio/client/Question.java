package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Failures;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the application is to be asked at each attempt to connect. An attempt that comes while the supplier is still
 * being called for an earlier one waits for that answer: a supplier that hangs holds one thread, not one for each
 * attempt. One that returned a stage holds none, and is called again, whatever becomes of the stage.
 */
final class Question<T> {
    private final String about;
    private final Supplier<? extends CompletionStage<? extends T>> supplier;
    private CompletableFuture<T> pending = CompletableFuture.completedFuture(null);
    private boolean beingCalled;

    /** @param about completes "the supplier of" */
    Question(String about, Supplier<? extends CompletionStage<? extends T>> supplier) {
        this.about = about;
        this.supplier = supplier;
    }

    /** Asks on that executor, or joins in waiting. From any thread. */
    synchronized CompletableFuture<T> ask(Executor offLoop) {
        if (!beingCalled) {
            beingCalled = true;
            pending = new CompletableFuture<>();
            CompletableFuture<T> asked = pending;
            try {
                offLoop.execute(() -> call(asked));
            } catch (Throwable refused) {
                beingCalled = false; // or nobody would ever be asked again
                asked.completeExceptionally(failed(refused));
            }
        }
        return pending.copy();
    }

    private void call(CompletableFuture<T> asked) {
        try {
            var unused = called().whenComplete((value, failure) -> answered(asked, value, failure));
        } catch (Throwable thrown) {
            asked.completeExceptionally(failed(thrown));
        }
    }

    private CompletionStage<? extends T> called() {
        try {
            return Objects.requireNonNull(supplier.get(), "it returned null");
        } finally {
            returned();
        }
    }

    /** Once for each call: somebody may be asked again from here on. */
    private synchronized void returned() {
        beingCalled = false;
    }

    private void answered(CompletableFuture<T> asked, @Nullable T value, @Nullable Throwable failure) {
        if (failure != null) {
            asked.completeExceptionally(failed(failure));
        } else if (value == null) {
            asked.completeExceptionally(failed(new NullPointerException("it returned null")));
        } else {
            asked.complete(value);
        }
    }

    private IllegalStateException failed(Throwable why) {
        Throwable cause = why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
        return new IllegalStateException(
                "the supplier of " + about + " failed: " + Failures.message(cause), Objects.requireNonNull(cause));
    }
}
