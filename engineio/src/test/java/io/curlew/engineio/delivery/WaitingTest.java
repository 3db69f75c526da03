package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final CompletableFuture<String> signal = new CompletableFuture<>();

    @Test
    void whatTheSignalBringsIsReturned() {
        signal.complete("a");
        assertThat(Waiting.on(signal)).isEqualTo("a");
    }

    @Test
    void aFailureIsThrownAsItIsAndGrowsWithNoFurtherWait() {
        IllegalArgumentException why = new IllegalArgumentException("on purpose");
        signal.completeExceptionally(why);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> Waiting.on(signal)).isSameAs(why);
        }
        assertThat(why.getSuppressed())
                .singleElement()
                .satisfies(place -> assertThat(place.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(WaitingTest.class.getName())));
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        Thread.currentThread().interrupt();
        assertThatIllegalStateException()
                .isThrownBy(() -> Waiting.on(signal))
                .withMessage("Interrupted while waiting")
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aWaitHasAnEnd() {
        assertThatThrownBy(() -> Waiting.on(signal, Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        Waiting.atMost(Duration.ofMillis(1), signal);
        assertThat(signal).isNotDone();
    }
}
