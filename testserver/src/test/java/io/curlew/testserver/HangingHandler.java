package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up the thread that calls it until it is released. */
final class HangingHandler {
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    /** The name is looked for in stacks. */
    void aHandlerThatHangs() {
        hangs.countDown();
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it has been called. */
    void awaitCall() throws InterruptedException {
        assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
    }

    void release() {
        release.countDown();
    }
}
