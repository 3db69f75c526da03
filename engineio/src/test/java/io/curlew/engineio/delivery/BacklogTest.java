package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final AtomicInteger room = new AtomicInteger();
    private final Backlog backlog = new Backlog(new IncomingBound(4, 100), room::incrementAndGet);

    @Test
    void upToTheBoundReadingGoesOn() {
        for (int i = 0; i < 4; i++) {
            assertThat(backlog.add(25)).isFalse();
        }
    }

    @Test
    void oneMessageTooManyStopsItUntilHalfIsTaken() {
        for (int i = 0; i < 4; i++) {
            assertThat(backlog.add(0)).isFalse();
        }
        assertThat(backlog.add(0)).isTrue();
        backlog.take(0);
        backlog.take(0);
        assertThat(room).hasValue(0);
        backlog.take(0);
        assertThat(room).hasValue(1);
        backlog.take(0);
        assertThat(room).hasValue(1);
    }

    @Test
    void oneByteTooManyStopsItUntilHalfIsTaken() {
        assertThat(backlog.add(60)).isFalse();
        assertThat(backlog.add(41)).isTrue();
        backlog.take(41);
        assertThat(room).hasValue(0);
        backlog.take(60);
        assertThat(room).hasValue(1);
    }

    @Test
    void whatWaitsIsCounted() {
        boolean unused = backlog.add(60);
        unused = backlog.add(30);
        backlog.take(60);
        assertThat(backlog.messages()).isEqualTo(1);
        assertThat(backlog.bytes()).isEqualTo(30);
    }

    @Test
    void belowTheBoundNobodyIsTold() {
        assertThat(backlog.add(1)).isFalse();
        backlog.take(1);
        assertThat(room).hasValue(0);
    }

    @Test
    void aMessageLargerThanTheBoundGoesThroughAlone() {
        assertThat(backlog.add(1_000)).isTrue();
        backlog.take(1_000);
        assertThat(room).hasValue(1);
    }

    @Test
    @Tag("N04")
    void whatTwoWaitForIsCountedOnceAndUntilBothHaveIt() {
        boolean unused = backlog.add(60);
        Runnable taken = backlog.takenTwice(60);
        taken.run();
        assertThat(backlog.messages()).isEqualTo(1);
        assertThat(backlog.bytes()).isEqualTo(60);
        taken.run();
        assertThat(backlog.messages()).isZero();
        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void aBoundIsAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IncomingBound(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new IncomingBound(1, 0));
    }

    /** As between a loop and a consumer: a stop that no go follows would leave the loop waiting for ever. */
    @Test
    void eachStopIsFollowedByAGo() {
        int messages = 20_000;
        Semaphore waiting = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        Backlog shared = new Backlog(new IncomingBound(3, 1_000), go::release);
        EightThreads.run(2, thread -> {
            for (int i = 0; i < messages; i++) {
                if (thread == 0) {
                    // A go of before the stop does not count.
                    go.drainPermits();
                    boolean stop = shared.add(1);
                    waiting.release();
                    assertThat(!stop || inTime(go)).isTrue();
                } else {
                    assertThat(inTime(waiting)).isTrue();
                    shared.take(1);
                }
            }
        });
        assertThat(waiting.availablePermits()).isZero();
    }

    private static boolean inTime(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
