package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for other threads, with an end to it. */
public final class Wait {
    private static final int SECONDS = 30;

    private Wait() {}

    public static <T> T forResult(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    public static Throwable forFailure(CompletableFuture<?> future) {
        try {
            throw new AssertionError("completed with " + future.get(SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException expected) {
            return expected.getCause();
        } catch (InterruptedException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    public static void until(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).as("in time").isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    public static void until(org.assertj.core.api.ThrowableAssert.ThrowingCallable assertion) {
        org.awaitility.Awaitility.await()
                .atMost(SECONDS, TimeUnit.SECONDS)
                .pollInterval(2, TimeUnit.MILLISECONDS)
                .untilAsserted(assertion::call);
    }
}
