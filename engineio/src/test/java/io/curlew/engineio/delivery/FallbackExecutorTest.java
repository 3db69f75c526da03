package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A task runs, whatever the application's executor does about it. */
class FallbackExecutorTest {

    @Test
    @Tag("N33")
    void aRefusalWhoseMessageCannotBeReadIsARefusal() throws Exception {
        FallbackExecutor executor = new FallbackExecutor(task -> {
            throw new Unspeakable();
        });
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        executor.execute(() -> ran.complete(true));
        assertThat(ran.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Tag("N43")
    void thousandsOfRefusalsStartNoThousandsOfThreads() {
        int tasks = 1_000;
        FallbackExecutor executor = new FallbackExecutor(task -> {
            throw new RejectedExecutionException("on purpose");
        });
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(tasks);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < tasks; i++) {
            executor.execute(() -> {
                threads.add(Thread.currentThread());
                Wait.until(leave);
                done.countDown();
            });
        }
        leave.countDown();
        Wait.until(done);
        assertThat(threads).hasSizeBetween(2, 64).allMatch(Thread::isDaemon);
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }
}
