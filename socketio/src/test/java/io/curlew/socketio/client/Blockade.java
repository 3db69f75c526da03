package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up the listeners that run into it, until it is lifted. */
final class Blockade {
    private final CountDownLatch lifted = new CountDownLatch(1);

    void block() {
        try {
            assertThat(lifted.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    void lift() {
        lifted.countDown();
    }
}
