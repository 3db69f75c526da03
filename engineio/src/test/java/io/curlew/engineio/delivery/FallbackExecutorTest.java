package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
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
        assertThat(ran.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }
}
