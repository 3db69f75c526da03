package io.curlew.engineio.transport;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.Subscription;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** An event loop of Netty's. */
public final class Loop implements EventLoop {
    private final io.netty.channel.EventLoop netty;
    private final Runnable firstUse;
    private boolean used;

    /**
     * @param firstUse called before anything is given to the loop; by several threads at once perhaps, each for the
     *     first time
     */
    Loop(io.netty.channel.EventLoop netty, Runnable firstUse) {
        this.netty = netty;
        this.firstUse = firstUse;
    }

    private void use() {
        if (!used) {
            firstUse.run();
            used = true;
        }
    }

    /**
     * Returns the loop behind the interface.
     *
     * @throws IllegalArgumentException if it is not one of {@link Loops}
     */
    public static Loop of(EventLoop loop) {
        if (loop instanceof Loop ours) {
            return ours;
        }
        throw new IllegalArgumentException("The event loop must come from EventLoops");
    }

    @Override
    public void execute(Runnable task) {
        use();
        Once once = new Once(task);
        netty.execute(once);
        // Netty accepts a task whose caller looked just before the loop ended, and then forgets it.
        if (netty.isShutdown() && once.take()) {
            throw new RejectedExecutionException("The event loop has ended");
        }
    }

    @Override
    public Subscription schedule(Runnable task, Duration delay) {
        use();
        Future<?> timer = netty.schedule(task, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public boolean isCurrentThread() {
        return netty.inEventLoop();
    }

    /** Returns what Netty knows as the loop. */
    io.netty.channel.EventLoop netty() {
        return netty;
    }

    /** A task that is either run or taken back. */
    private static final class Once implements Runnable {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final Runnable task;

        Once(Runnable task) {
            this.task = task;
        }

        boolean take() {
            return taken.compareAndSet(false, true);
        }

        @Override
        public void run() {
            if (take()) {
                task.run();
            }
        }
    }
}
