package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NoticesTest {
    private final Notices notices = new Notices(new IncomingBound(2, 10), "events");

    @Test
    void thereIsRoomForSoManyEventsAndBytesAndAlwaysForOne() {
        assertThat(notices.enter(100)).isTrue();
        assertThat(notices.enter(1)).isFalse();
        notices.leave(100);
        assertThat(notices.enter(5)).isTrue();
        assertThat(notices.enter(5)).isTrue();
        assertThat(notices.enter(0)).isFalse();
        assertThat(notices.missed()).isZero();
        notices.leave(5);
        assertThat(notices.missed()).isEqualTo(2);
        assertThat(notices.missed()).isZero();
    }

    @Test
    void whatIsSaidOfThoseWithoutRoomNamesTheBound() {
        assertThat(notices.tooMany(7))
                .hasMessage(
                        "Listeners were not notified of 7 events: more than 2 of them or 10 bytes waited for a callback (the incoming bound)");
    }

    /**
     * Each round is so short that the last of it is what counts: nobody comes later who could tell of what was lost.
     */
    @Test
    @Tag("N40")
    void whateverTheThreadsEachIsToldOrCounted() {
        int rounds = 500;
        List<Notices> all = Stream.generate(() -> new Notices(new IncomingBound(1, 10), "events"))
                .limit(rounds)
                .toList();
        AtomicInteger arrived = new AtomicInteger();
        AtomicLong told = new AtomicLong();
        EightThreads.run(2, thread -> {
            for (int i = 0; i < rounds; i++) {
                arrived.incrementAndGet();
                while (arrived.get() < 2 * (i + 1)) {
                    Thread.onSpinWait();
                }
                told.addAndGet(enterAndLeave(all.get(i)));
            }
        });
        assertThat(told).hasValue(2L * rounds);
    }

    /** Returns how many are told, or counted. */
    private static long enterAndLeave(Notices few) {
        if (!few.enter(1)) {
            return 0;
        }
        few.leave(1);
        return 1 + few.missed();
    }
}
