package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class LoopTimerTest {
    private static final long NONE = Long.MAX_VALUE;
    private static final long NOW = 1_000;
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long SOON = Duration.ofMillis(2).toNanos();

    private final EventLoops loops = EventLoops.create(1);
    private final EventLoop loop = loops.next();
    private final AtomicInteger fired = new AtomicInteger();
    private final LoopTimer timer = new LoopTimer(loop, fired::incrementAndGet);

    @AfterEach
    void endLoops() {
        loops.close();
    }

    @Test
    void itGoesOffOnTheLoopWhenItsTimeHasCome() {
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
        LoopTimer asking = new LoopTimer(loop, () -> onLoop.complete(loop.isCurrentThread()));
        loop.execute(() -> asking.arm(NOW + SOON, NOW));
        assertThat(Wait.forResult(onLoop)).isTrue();
    }

    @Test
    void aDeadlineThatHasPassedIsNow() {
        onLoop(armed -> armed.arm(NOW - HOUR, NOW));
        Wait.until(() -> assertThat(fired).hasValue(1));
    }

    @Test
    void anEarlierDeadlineReplacesALaterOne() {
        onLoop(armed -> {
            armed.arm(NOW + HOUR, NOW);
            armed.arm(NOW + SOON, NOW);
        });
        Wait.until(() -> assertThat(fired).hasValue(1));
    }

    @Test
    void aLaterDeadlineLetsTheEarlierGoOffInVain() {
        onLoop(armed -> {
            armed.arm(NOW + SOON, NOW);
            armed.arm(NOW + HOUR, NOW);
            armed.arm(NONE, NOW);
        });
        Wait.until(() -> assertThat(fired).hasValue(1));
    }

    @Test
    void itMayBeSetAgainAfterItWentOff() {
        onLoop(armed -> armed.arm(NOW, NOW));
        Wait.until(() -> assertThat(fired).hasValue(1));
        onLoop(armed -> armed.arm(NOW, NOW));
        Wait.until(() -> assertThat(fired).hasValue(2));
    }

    @Test
    void onceCancelledItDoesNotGoOff() {
        CompletableFuture<Integer> later = new CompletableFuture<>();
        onLoop(armed -> {
            armed.arm(NOW, NOW);
            armed.cancel();
            armed.cancel();
            // Behind anything that was due by now.
            var unused = loop.schedule(() -> later.complete(fired.get()), Duration.ofNanos(SOON));
        });
        assertThat(Wait.forResult(later)).isZero();
    }

    @Test
    void withoutADeadlineNothingIsSet() {
        onLoop(armed -> armed.arm(NONE, NOW));
        assertThat(fired).hasValue(0);
    }

    private void onLoop(Consumer<LoopTimer> action) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.execute(() -> {
            action.accept(timer);
            done.complete(true);
        });
        assertThat(Wait.forResult(done)).isTrue();
    }
}
