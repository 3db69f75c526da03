package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch over real loops that has little patience. */
class LoopWatchTest {
    /** Of the tests before: those of other loops may be there still. */
    private final Set<Thread> others = watches();

    private final BlockingQueue<LoopWatch.Stall> stalls = new LinkedBlockingQueue<>();
    private final LoopWatch watch = new LoopWatch(Duration.ofMillis(100), Duration.ofMillis(200), stalls::add);
    private final Loops loops = new Loops(2, watch);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        loops.close();
    }

    private static void blockHere(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private LoopWatch.Stall stall() throws InterruptedException {
        LoopWatch.Stall stall = stalls.poll(30, TimeUnit.SECONDS);
        assertThat(stall).as("a stall").isNotNull();
        return stall;
    }

    private static void assertStandsInBlockHere(LoopWatch.Stall stall) {
        assertThat(stall.thread()).startsWith("curlew-loop");
        assertThat(stall).hasMessage(stall.thread() + " is here");
        assertThat(Arrays.stream(stall.getStackTrace()).map(StackTraceElement::getMethodName))
                .contains("await", "blockHere");
    }

    @Test
    void aBlockedLoopIsToldOfOnceWithWhereItStands() throws Exception {
        loops.next().execute(() -> blockHere(release));
        LoopWatch.Stall first = stall();
        assertStandsInBlockHere(first);
        loops.next().execute(() -> blockHere(release));
        LoopWatch.Stall second = stall(); // for which the first loop was looked at a few times more
        assertStandsInBlockHere(second);
        assertThat(second.thread()).isNotEqualTo(first.thread());
    }

    @Test
    void aLoopThatGoesOnAndStopsAgainIsToldOfAgain() throws Exception {
        Loop loop = loops.next();
        CountDownLatch interlude = new CountDownLatch(1);
        loop.execute(() -> blockHere(interlude));
        String thread = stall().thread();
        interlude.countDown();
        loop.execute(() -> blockHere(release));
        assertThat(stall().thread()).isEqualTo(thread);
    }

    @Test
    void theWatchEndsWithTheGroupWhateverItsLoopsDo() {
        loops.next().execute(() -> blockHere(release));
        Thread thread = onlyWatch();
        assertThat(thread.isDaemon()).isTrue();
        loops.close();
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !thread.isAlive());
    }

    private Thread onlyWatch() {
        Set<Thread> own = watches();
        own.removeAll(others);
        assertThat(own).hasSize(1);
        return own.iterator().next();
    }

    private static Set<Thread> watches() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("curlew-watch"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void aWatchThatHasEndedBeginsNoMore() {
        watch.close();
        watch.add(new DefaultEventLoop());
        assertThat(others).containsAll(watches());
    }
}
