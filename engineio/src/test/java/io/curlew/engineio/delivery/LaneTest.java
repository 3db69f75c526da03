package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void endPool() {
        pool.shutdownNow();
    }

    @Test
    void tasksRunAfterTheFlushInOneHandOff() {
        Queue<Runnable> handedOver = new ArrayDeque<>();
        Lane lane = new Lane(handedOver::add);
        lane.add(() -> ran.add("a"));
        lane.add(() -> ran.add("b"));
        assertThat(handedOver).isEmpty();
        lane.flush();
        lane.flush();
        assertThat(handedOver).hasSize(1);
        handedOver.remove().run();
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void nothingToDoIsNotHandedOver() {
        Lane lane = new Lane(task -> ran.add("handed over"));
        lane.flush();
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskMayAddTasks() {
        Lane lane = new Lane(Runnable::run);
        lane.add(() -> {
            ran.add("a");
            lane.add(() -> ran.add("b"));
            lane.flush();
            ran.add("still a");
        });
        lane.flush();
        assertThat(ran).containsExactly("a", "still a", "b");
    }

    @Test
    @Tag("F29")
    void aTaskThatThrowsStopsNoOther() {
        Lane lane = new Lane(Runnable::run);
        lane.add(() -> {
            throw new AssertionError("on purpose");
        });
        lane.add(() -> ran.add("b"));
        lane.flush();
        assertThat(ran).containsExactly("b");
    }

    @Test
    @Tag("N07")
    void anExceptionThatCannotBePrintedStopsNoOther() {
        Lane lane = new Lane(Runnable::run);
        lane.add(() -> {
            throw new Unprintable();
        });
        lane.add(() -> ran.add("b"));
        lane.flush();
        lane.add(() -> ran.add("c"));
        lane.flush();
        assertThat(ran).containsExactly("b", "c");
    }

    @Test
    @Tag("N07")
    void anErrorWhileAFailureIsReportedStopsNoOther() {
        Lane lane = new Lane(Runnable::run, thrown -> {
            throw new StackOverflowError("on purpose");
        });
        lane.add(() -> {
            throw new Unprintable();
        });
        lane.add(() -> ran.add("b"));
        lane.flush();
        lane.add(() -> ran.add("c"));
        lane.flush();
        assertThat(ran).containsExactly("b", "c");
    }

    @Test
    @Tag("N07")
    void anExecutorThatRefusesWithAnExceptionThatCannotBePrintedEndsNoLane() {
        Lane lane = new Lane(task -> {
            throw new Unprintable();
        });
        CountDownLatch done = new CountDownLatch(1);
        lane.add(done::countDown);
        lane.flush();
        Wait.until(done);
    }

    @Test
    @Tag("N11")
    void whatAnExecutorRefusesRunsOnOneThread() {
        Lane lane = new Lane(task -> {
            throw new RejectedExecutionException("on purpose");
        });
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100; i++) {
            CountDownLatch done = new CountDownLatch(1);
            lane.add(() -> threads.add(Thread.currentThread()));
            lane.add(done::countDown);
            lane.flush();
            Wait.until(done);
        }
        assertThat(threads).hasSize(1);
    }

    @Test
    void itKnowsItsThread() {
        Lane lane = new Lane(Runnable::run);
        lane.add(() -> ran.add("inside " + lane.isCurrentThread()));
        lane.flush();
        assertThat(ran).containsExactly("inside true");
        assertThat(lane.isCurrentThread()).isFalse();
    }

    @Test
    void whateverTheThreadsTasksRunOneAtATimeAndInEachThreadsOrder() {
        int threads = 8;
        int each = 5_000;
        Lane lane = new Lane(pool);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        int[] last = new int[threads];
        AtomicInteger disordered = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads * each);
        EightThreads.run(threads, thread -> {
            for (int i = 1; i <= each; i++) {
                int number = i;
                lane.add(() -> {
                    together.addAndGet(inside.getAndIncrement());
                    // Not synchronized: only a lane that keeps its promise makes this come out right.
                    disordered.addAndGet(last[thread] == number - 1 ? 0 : 1);
                    last[thread] = number;
                    inside.decrementAndGet();
                    done.countDown();
                });
                lane.flush();
            }
        });
        Wait.until(done);
        assertThat(together).hasValue(0);
        assertThat(disordered).hasValue(0);
        assertThat(last).containsOnly(each);
    }

    @Test
    void aBlockingTaskKeepsTheOrder() {
        Lane lane = new Lane(pool);
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        lane.add(() -> {
            Wait.until(blocked);
            ran.add("a");
        });
        lane.flush();
        lane.add(() -> {
            ran.add("b");
            done.countDown();
        });
        lane.flush();
        blocked.countDown();
        Wait.until(done);
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    @Tag("F31")
    void anExecutorThatRefusesIsReplacedByAThread() {
        Lane lane = new Lane(task -> {
            throw new RejectedExecutionException("on purpose");
        });
        CountDownLatch done = new CountDownLatch(1);
        lane.add(() -> {
            Thread thread = Thread.currentThread();
            ran.add(thread.getName() + ", daemon " + thread.isDaemon());
            done.countDown();
        });
        lane.flush();
        Wait.until(done);
        assertThat(ran).containsExactly("curlew-callback-fallback, daemon true");
    }

    @Test
    @Tag("N38")
    void anExecutorThatTakesATaskAndThrowsMakesNoTwoTasksRunAtOnce() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch nextRan = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Lane lane = new Lane(task -> {
            pool.execute(task);
            Wait.until(inside);
            throw new RejectedExecutionException("on purpose");
        });
        List<Boolean> together = new CopyOnWriteArrayList<>();
        lane.add(() -> {
            inside.countDown();
            together.add(ranWithin(nextRan, 100));
            done.countDown();
        });
        lane.add(nextRan::countDown);
        lane.flush();
        Wait.until(done);
        Wait.until(nextRan);
        assertThat(together).containsExactly(false);
    }

    private static boolean ranWithin(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
