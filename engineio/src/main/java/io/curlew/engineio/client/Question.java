package io.curlew.engineio.client;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the application is to be asked at each attempt to connect. An attempt that comes while the answer to an earlier
 * one is still out waits for that: a supplier that hangs holds one thread, not one for each attempt.
 */
final class Question<T> {
    private final String about;
    private final Supplier<? extends CompletionStage<? extends T>> supplier;
    private CompletableFuture<T> pending = CompletableFuture.completedFuture(null);

    /** @param about completes "the supplier of" */
    Question(String about, Supplier<? extends CompletionStage<? extends T>> supplier) {
        this.about = about;
        this.supplier = supplier;
    }

    /** Asks on that executor, or joins in waiting. From any thread. */
    synchronized CompletableFuture<T> ask(Executor offLoop) {
        if (pending.isDone()) {
            pending = new CompletableFuture<>();
            CompletableFuture<T> asked = pending;
            try {
                offLoop.execute(() -> answer(asked));
            } catch (Throwable refused) {
                // Or nobody would ever be asked again.
                asked.completeExceptionally(failed(refused));
            }
        }
        return pending.copy();
    }

    private void answer(CompletableFuture<T> asked) {
        try {
            var unused = supplier.get().whenComplete((value, failure) -> {
                if (failure != null) {
                    asked.completeExceptionally(failed(failure));
                } else if (value == null) {
                    asked.completeExceptionally(failed(new NullPointerException("it gave null")));
                } else {
                    asked.complete(value);
                }
            });
        } catch (Throwable thrown) {
            asked.completeExceptionally(failed(thrown));
        }
    }

    private IllegalStateException failed(Throwable why) {
        Throwable cause = why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
        return new IllegalStateException("the supplier of " + about + " failed", Objects.requireNonNull(cause));
    }
}
