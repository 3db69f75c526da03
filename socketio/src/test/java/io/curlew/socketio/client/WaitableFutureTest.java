package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits for a future does not wait for those who depend on it, and both see the same. */
class WaitableFutureTest {
    private final WaitableFuture<String> future = new WaitableFuture<>();
    private final CompletableFuture<String> dependent = future.thenApply(value -> "seen " + value);

    @Test
    void itsOutcomeIsKnownBeforeDependentsHearOfIt() throws Exception {
        future.succeed("a");
        assertThat(future.join()).isEqualTo("a");
        assertThat(future.get()).isEqualTo("a");
        assertThat(future.get(1, TimeUnit.SECONDS)).isEqualTo("a");
        assertThat(future.getNow("b")).isEqualTo("a");
        assertThat(future.isDone()).isTrue();
        assertThat(dependent).isNotDone();
        future.publish();
        assertThat(dependent).isCompletedWithValue("seen a");
    }

    @Test
    void aFailureIsTheSameForAll() {
        IllegalStateException why = new IllegalStateException("on purpose");
        future.fail(why);
        future.publish();
        assertThat(future.isCompletedExceptionally()).isTrue();
        assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).hasCause(why);
        assertThatThrownBy(future::get).hasCause(why);
        assertThatThrownBy(dependent::join)
                .isInstanceOf(CompletionException.class)
                .hasCause(why);
    }

    @Test
    void whatComesFirstCounts() {
        future.succeed("a");
        assertThat(future.complete("b")).isFalse();
        assertThat(future.completeExceptionally(new IllegalStateException("late")))
                .isFalse();
        assertThat(future.cancel(true)).isFalse();
        future.publish();
        assertThat(dependent).isCompletedWithValue("seen a");

        WaitableFuture<String> other = new WaitableFuture<>();
        assertThat(other.complete("b")).isTrue();
        other.succeed("a");
        other.publish();
        assertThat(other).isCompletedWithValue("b");
    }

    @Test
    void itCanBeCancelled() {
        assertThat(future.cancel(true)).isTrue();
        assertThat(future.cancel(true)).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        assertThat(dependent).isCompletedExceptionally();
        future.succeed("late");
        future.publish();
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    void aTimeoutThatIsPutOnItEndsIt() {
        var unused = future.orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(future::join).hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThatThrownBy(dependent::join).hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);

        WaitableFuture<String> other = new WaitableFuture<>();
        unused = other.completeOnTimeout("in place of it", 1, TimeUnit.MILLISECONDS);
        assertThat(other.join()).isEqualTo("in place of it");
    }

    @Test
    void itCanBeCompletedByATaskAndOverwritten() {
        var unused = future.completeAsync(() -> "a", Runnable::run);
        assertThat(future.join()).isEqualTo("a");
        assertThat(dependent).isCompletedWithValue("seen a");
        future.obtrudeValue("b");
        assertThat(future.join()).isEqualTo("b");
        assertThat(future.thenApply(value -> value)).isCompletedWithValue("b");
        future.obtrudeException(new IllegalStateException("c"));
        assertThatThrownBy(future::join).hasRootCauseMessage("c");

        WaitableFuture<String> failing = new WaitableFuture<>();
        unused = failing.completeAsync(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                Runnable::run);
        assertThatThrownBy(failing::join).hasRootCauseMessage("on purpose");
    }
}
