package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LoopFutureTest {
    private final AtomicBoolean onLoop = new AtomicBoolean(true);
    private final CompletableFuture<Integer> future = new LoopFuture<>(onLoop::get);

    @Test
    void nobodyWaitsForItOnTheLoop() {
        assertThatIllegalStateException()
                .isThrownBy(future::join)
                .withMessage("A handler can't wait for an answer, which comes on the same thread:"
                        + " say what depends on it by thenAccept");
        assertThatIllegalStateException().isThrownBy(future::get);
        assertThatIllegalStateException().isThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS));
    }

    @Test
    void norForWhatDependsOnIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> future.thenApply(value -> value + 1).join());
    }

    @Test
    void whatIsThereCanBeHadAnywhere() throws Exception {
        CompletableFuture<Integer> next = future.thenApply(value -> value + 1);
        future.complete(1);
        assertThat(future.join() + future.get() + future.get(1, TimeUnit.DAYS)).isEqualTo(3);
        assertThat(next.join()).isEqualTo(2);
    }

    @Test
    void whoIsNotOnTheLoopWaits() throws Exception {
        onLoop.set(false);
        Thread later = new Thread(() -> future.complete(1));
        later.start();
        assertThat(future.join()).isEqualTo(1);
        later.join();
    }
}
