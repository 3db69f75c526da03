package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SendBudgetTest {
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    @Test
    void whatFitsIsReserved() {
        SendBudget budget = SendBudget.failing(2, 10);
        budget.reserve(1, 4, true);
        budget.reserve(1, 6, true);
        assertThat(budget.reservedPackets()).isEqualTo(2);
        assertThat(budget.reservedBytes()).isEqualTo(10);
    }

    @Test
    void onePacketTooManyIsRefusedAndTakesNothing() {
        SendBudget budget = SendBudget.failing(1, 10);
        budget.reserve(1, 1, true);
        assertThatExceptionOfType(BufferFullException.class)
                .isThrownBy(() -> budget.reserve(1, 2, true))
                .withMessage("No room for 1 packets of 2 bytes: 1 of 1 packets and 1 of 10 bytes wait to be sent");
        assertThat(budget.reservedPackets()).isEqualTo(1);
        assertThat(budget.reservedBytes()).isEqualTo(1);
    }

    @Test
    void oneByteTooManyIsRefused() {
        SendBudget budget = SendBudget.failing(9, 10);
        budget.reserve(1, 4, true);
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> budget.reserve(1, 7, true));
    }

    @Test
    void anythingFitsAnEmptyBuffer() {
        SendBudget budget = SendBudget.failing(1, 1);
        budget.reserve(7, Long.MAX_VALUE, true);
        budget.release(7, Long.MAX_VALUE);
        budget.reserve(1, 100, true);
        assertThat(budget.reservedBytes()).isEqualTo(100);
    }

    @Test
    void whatIsReleasedIsRoomAgain() {
        SendBudget budget = SendBudget.failing(1, 10);
        budget.reserve(1, 10, true);
        budget.release(1, 10);
        budget.reserve(1, 10, true);
        assertThat(budget.reservedBytes()).isEqualTo(10);
    }

    @Test
    void aFreshOneHasTheSameLimitsAndNothingReserved() {
        SendBudget budget = SendBudget.failing(1, 10);
        budget.reserve(1, 10, true);
        SendBudget fresh = budget.fresh();
        fresh.reserve(1, 10, true);
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> fresh.reserve(1, 1, true));
    }

    @Test
    void aBlockingOneWaitsForRoom() {
        SendBudget budget = SendBudget.blocking(1, 10, FOREVER);
        budget.reserve(1, 10, true);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> budget.reserve(1, 5, true));
        assertThat(waiting).isNotDone();
        budget.release(1, 10);
        Wait.forResult(waiting);
        assertThat(budget.reservedBytes()).isEqualTo(5);
    }

    @Test
    void aBlockingOneRefusesWhenItsPatienceIsOver() {
        SendBudget budget = SendBudget.blocking(1, 10, Duration.ofMillis(5));
        budget.reserve(1, 10, true);
        assertThatExceptionOfType(BufferFullException.class)
                .isThrownBy(() -> budget.reserve(1, 1, true))
                .withMessageStartingWith("No room for 1 packets of 1 bytes within 5 ms: 1 of 1 packets");
    }

    @Test
    void aBlockingOneDoesNotWaitWhereNobodyMay() {
        SendBudget budget = SendBudget.blocking(1, 10, FOREVER);
        budget.reserve(1, 10, true);
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> budget.reserve(1, 1, false));
    }

    @Test
    @Tag("F31")
    void anInterruptEndsTheWaitAndIsKept() {
        SendBudget budget = SendBudget.blocking(1, 10, FOREVER);
        budget.reserve(1, 10, true);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(BufferFullException.class)
                .isThrownBy(() -> budget.reserve(1, 1, true))
                .withMessageContaining(" before the thread was interrupted: ");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> SendBudget.failing(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SendBudget.failing(1, 0));
    }

    @Test
    void eightThreadsNeverExceedItAndLeaveNothingBehind() {
        int limit = 5;
        SendBudget budget = SendBudget.blocking(limit, 1_000, FOREVER);
        AtomicLong most = new AtomicLong();
        EightThreads.run(8, thread -> {
            for (int i = 0; i < 2_000; i++) {
                int size = 1 + (i + thread) % 400;
                budget.reserve(1, size, true);
                most.accumulateAndGet(
                        Math.max(budget.reservedBytes() - 1_000, budget.reservedPackets() - limit), Math::max);
                budget.release(1, size);
            }
        });
        assertThat(most).hasValue(0);
        assertThat(budget.reservedPackets()).isZero();
        assertThat(budget.reservedBytes()).isZero();
    }

    /** A failed attempt that took room for a moment would refuse the small ones. */
    @Test
    void attemptsThatAreRefusedDisturbNobody() {
        SendBudget budget = SendBudget.failing(100, 100);
        budget.reserve(1, 1, true);
        AtomicLong small = new AtomicLong();
        EightThreads.run(8, thread -> {
            for (int i = 0; i < 5_000; i++) {
                if (thread < 4) {
                    assertThatExceptionOfType(BufferFullException.class)
                            .isThrownBy(() -> budget.reserve(1, 1_000, true));
                } else {
                    budget.reserve(1, 1, true);
                    budget.release(1, 1);
                    small.incrementAndGet();
                }
            }
        });
        assertThat(small).hasValue(20_000);
    }

    @Test
    void asMuchAgainMayBeOverdrawn() {
        SendBudget budget = SendBudget.failing(2, 10);
        budget.overdraw(1, 10, false);
        assertThat(budget.isOverdrawn()).isFalse();
        budget.overdraw(1, 10, false);
        assertThat(budget.isOverdrawn()).isTrue();
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> budget.overdraw(1, 1, false));
        assertThat(budget.reservedPackets()).isEqualTo(2);
        budget.release(1, 10);
        assertThat(budget.isOverdrawn()).isFalse();
    }

    @Test
    void onePacketIsNeverTooMuch() {
        SendBudget budget = SendBudget.failing(1, 1);
        budget.overdraw(1, 100, false);
        assertThat(budget.isOverdrawn()).isFalse();
    }

    @Test
    void whoOverdrawsWaitsForTheLoopToDropSomething() {
        SendBudget budget = SendBudget.failing(1, 1);
        budget.overdraw(1, 1, false);
        budget.overdraw(1, 1, false);
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> budget.overdraw(1, 1, true));
        budget.release(1, 1);
        third.join();
        assertThat(budget.reservedPackets()).isEqualTo(2);
    }
}
