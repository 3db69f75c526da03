package io.curlew.testserver;

import io.curlew.engineio.protocol.DurationText;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server's one thread, and its clock. */
final class ServerLoop implements ThreadFactory {
    /** The methods in which the JDK's futures wait. */
    private static final Set<String> WAITING = Set.of("waitingGet", "timedGet");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long start = System.nanoTime();
    private final EventLoopGroup group = newGroup(this);
    private final EventLoop loop = group.next();
    private volatile @Nullable Thread thread;

    /**
     * Typed so that {@code next()} compiles to the method of Netty 4.1 and 4.2, not to an override that only 4.2 has.
     */
    @SuppressWarnings("deprecation") // Netty 4.2 prefers classes that 4.1 does not have
    private static EventLoopGroup newGroup(ThreadFactory threads) {
        return new NioEventLoopGroup(1, threads);
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread created = new FastThreadLocalThread(work, "curlew-testserver");
        created.setDaemon(true);
        thread = created;
        return created;
    }

    EventLoop executor() {
        return loop;
    }

    /** Returns nanoseconds of a monotonic clock that started at 0. */
    long now() {
        return System.nanoTime() - start;
    }

    boolean isCurrent() {
        return loop.inEventLoop();
    }

    /**
     * Runs the task on the loop: at once when this is the loop.
     *
     * @return false when the loop is gone, and with it everything that the task could act on, whether it ran or not
     */
    boolean run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return true;
        }
        try {
            loop.execute(task);
            // Netty accepts a task whose caller looked just before the loop ended, and then forgets it.
            return !loop.isShutdown();
        } catch (RejectedExecutionException gone) {
            return false;
        }
    }

    /** Runs the task once: on the loop, as {@link #run} does, or here when the loop is gone. */
    void runHereOrThere(Runnable task) {
        AtomicBoolean taken = new AtomicBoolean();
        Runnable once = () -> {
            if (taken.compareAndSet(false, true)) {
                task.run();
            }
        };
        if (!run(once)) {
            once.run();
        }
    }

    /**
     * Returns what the question returns, which the loop is asked.
     *
     * @throws IllegalStateException when it doesn't answer in 10 s, since a handler holds it up
     */
    <T> T call(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (isCurrent() || !run(() -> answer.complete(question.get()))) {
            return question.get();
        }
        try {
            return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException late) {
            throw new IllegalStateException(heldUp(PATIENCE), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the server's thread was asked", interrupted);
        }
    }

    /** Returns what to say of a loop that has not done in that time what it was asked. */
    String heldUp(Duration patience) {
        return "A handler holds up the server's thread for more than " + DurationText.of(patience) + ":\n"
                + whereHeldUp().orElse("");
    }

    ScheduledFuture<?> schedule(Runnable task, long nanos) {
        return loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Does something, on another thread, if the loop, where this is asked, waits for a future and has not got to its
     * next task within that time: the caller holds it up. Looks again as long as the caller is busy with something
     * else.
     */
    void ifHeldUp(Duration patience, Runnable action) {
        Thread held = Thread.currentThread();
        CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
        try {
            loop.execute(() -> goesOn.complete(true));
        } catch (RejectedExecutionException gone) {
            return;
        }
        lookLater(goesOn, held, patience, action);
    }

    /** Looks on a thread of the pool: all timeouts of the JVM share one, which programs may keep. */
    private static void lookLater(CompletableFuture<Boolean> goesOn, Thread held, Duration patience, Runnable action) {
        var unused = goesOn.copy()
                .completeOnTimeout(false, Times.nanos(patience), TimeUnit.NANOSECONDS)
                .thenAcceptAsync(inTime -> {
                    if (!inTime && waitsForAFuture(held)) {
                        action.run();
                    } else if (!inTime) {
                        lookLater(goesOn, held, patience, action);
                    }
                });
    }

    private static boolean waitsForAFuture(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(CompletableFuture.class.getName())
                        && WAITING.contains(frame.getMethodName()));
    }

    /** Runs the task on the loop, where this is asked, after that time: at once when that is zero or less. */
    void runAfter(Duration delay, Runnable task) {
        long nanos = Times.nanos(delay);
        if (nanos == 0) {
            task.run();
        } else {
            var unused = schedule(task, nanos);
        }
    }

    void stop() {
        var unused = group.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
    }

    /**
     * Returns where the thread is when something holds it up: it then has not done a task of nothing for 100 ms. Not to
     * be asked on the loop.
     */
    Optional<String> whereHeldUp() {
        Thread asked = thread;
        CountDownLatch done = new CountDownLatch(1);
        if (asked == null || !run(done::countDown)) {
            return Optional.empty();
        }
        try {
            return done.await(100, TimeUnit.MILLISECONDS) ? Optional.empty() : Optional.of(stack(asked));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String stack(Thread thread) {
        return Stream.of(thread.getStackTrace()).map(frame -> "\tat " + frame).collect(Collectors.joining("\n"));
    }

    /** Waits until the thread is gone, and logs where it is when it is not in that time. */
    void awaitEnd(Duration limit) {
        Thread ending = thread;
        if (ending == null || isCurrent()) {
            return;
        }
        try {
            ending.join(limit.toMillis());
            if (ending.isAlive()) {
                ServerLog.threadDidNotEnd(limit, stack(ending));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
