package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.loop.SendBudget;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SendAccountTest {
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    @Test
    void whatFitsIsReserved() {
        SendAccount account = new SendAccount(SendBudget.failing(2, 10));
        account.reserve(1, 4, true);
        account.reserve(1, 6, true);
        assertThat(account.reservedPackets()).isEqualTo(2);
        assertThat(account.reservedBytes()).isEqualTo(10);
    }

    @Test
    void onePacketTooManyIsRefusedAndTakesNothing() {
        SendAccount account = new SendAccount(SendBudget.failing(1, 10));
        account.reserve(1, 1, true);
        assertThatExceptionOfType(BufferFullException.class)
                .isThrownBy(() -> account.reserve(1, 2, true))
                .withMessage(
                        "No room for 1 packets of 2 bytes: 1 of 1 packets and 1 of 10 bytes are waiting to be sent (the send budget)");
        assertThat(account.reservedPackets()).isEqualTo(1);
        assertThat(account.reservedBytes()).isEqualTo(1);
    }

    @Test
    void oneByteTooManyIsRefused() {
        SendAccount account = new SendAccount(SendBudget.failing(9, 10));
        account.reserve(1, 4, true);
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> account.reserve(1, 7, true));
    }

    @Test
    void anythingFitsAnEmptyBuffer() {
        SendAccount account = new SendAccount(SendBudget.failing(1, 1));
        account.reserve(7, Long.MAX_VALUE, true);
        account.release(7, Long.MAX_VALUE);
        account.reserve(1, 100, true);
        assertThat(account.reservedBytes()).isEqualTo(100);
    }

    @Test
    void whatIsReleasedIsRoomAgain() {
        SendAccount account = new SendAccount(SendBudget.failing(1, 10));
        account.reserve(1, 10, true);
        account.release(1, 10);
        account.reserve(1, 10, true);
        assertThat(account.reservedBytes()).isEqualTo(10);
    }

    @Test
    void accountsOfOneBudgetAreApart() {
        SendBudget budget = SendBudget.failing(1, 10);
        new SendAccount(budget).reserve(1, 10, true);
        SendAccount other = new SendAccount(budget);
        other.reserve(1, 10, true);
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> other.reserve(1, 1, true));
    }

    @Test
    void aBlockingOneWaitsForRoom() {
        SendAccount account = new SendAccount(SendBudget.blocking(1, 10, FOREVER));
        account.reserve(1, 10, true);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> account.reserve(1, 5, true));
        assertThat(waiting).isNotDone();
        account.release(1, 10);
        Wait.forResult(waiting);
        assertThat(account.reservedBytes()).isEqualTo(5);
    }

    @Test
    void aBlockingOneRefusesWhenItsPatienceIsOver() {
        SendAccount account = new SendAccount(SendBudget.blocking(1, 10, Duration.ofMillis(5)));
        account.reserve(1, 10, true);
        assertThatExceptionOfType(BufferFullException.class)
                .isThrownBy(() -> account.reserve(1, 1, true))
                .withMessageStartingWith("No room for 1 packets of 1 bytes within 5 ms: 1 of 1 packets");
    }

    @Test
    void aBlockingOneDoesNotWaitWhereNobodyMay() {
        SendAccount account = new SendAccount(SendBudget.blocking(1, 10, FOREVER));
        account.reserve(1, 10, true);
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> account.reserve(1, 1, false));
    }

    @Test
    @Tag("F31")
    void anInterruptEndsTheWaitAndIsKept() {
        SendAccount account = new SendAccount(SendBudget.blocking(1, 10, FOREVER));
        account.reserve(1, 10, true);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(BufferFullException.class)
                .isThrownBy(() -> account.reserve(1, 1, true))
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
        SendAccount account = new SendAccount(SendBudget.blocking(limit, 1_000, FOREVER));
        AtomicLong most = new AtomicLong();
        EightThreads.run(8, thread -> {
            for (int i = 0; i < 2_000; i++) {
                int size = 1 + (i + thread) % 400;
                account.reserve(1, size, true);
                most.accumulateAndGet(
                        Math.max(account.reservedBytes() - 1_000, account.reservedPackets() - limit), Math::max);
                account.release(1, size);
            }
        });
        assertThat(most).hasValue(0);
        assertThat(account.reservedPackets()).isZero();
        assertThat(account.reservedBytes()).isZero();
    }

    /** A failed attempt that took room for a moment would refuse the small ones. */
    @Test
    void attemptsThatAreRefusedDisturbNobody() {
        SendAccount account = new SendAccount(SendBudget.failing(100, 100));
        account.reserve(1, 1, true);
        AtomicLong small = new AtomicLong();
        EightThreads.run(8, thread -> {
            for (int i = 0; i < 5_000; i++) {
                if (thread < 4) {
                    assertThatExceptionOfType(BufferFullException.class)
                            .isThrownBy(() -> account.reserve(1, 1_000, true));
                } else {
                    account.reserve(1, 1, true);
                    account.release(1, 1);
                    small.incrementAndGet();
                }
            }
        });
        assertThat(small).hasValue(20_000);
    }

    @Test
    void asMuchAgainMayBeOverdrawn() {
        SendAccount account = new SendAccount(SendBudget.failing(2, 10));
        account.overdraw(1, 10, false);
        assertThat(account.isOverdrawn()).isFalse();
        account.overdraw(1, 10, false);
        assertThat(account.isOverdrawn()).isTrue();
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> account.overdraw(1, 1, false));
        assertThat(account.reservedPackets()).isEqualTo(2);
        account.release(1, 10);
        assertThat(account.isOverdrawn()).isFalse();
    }

    @Test
    void onePacketIsNeverTooMuch() {
        SendAccount account = new SendAccount(SendBudget.failing(1, 1));
        account.overdraw(1, 100, false);
        assertThat(account.isOverdrawn()).isFalse();
    }

    @Test
    void whoOverdrawsWaitsForTheLoopToDropSomething() {
        SendAccount account = new SendAccount(SendBudget.failing(1, 1));
        account.overdraw(1, 1, false);
        account.overdraw(1, 1, false);
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> account.overdraw(1, 1, true));
        account.release(1, 1);
        third.join();
        assertThat(account.reservedPackets()).isEqualTo(2);
    }
}
