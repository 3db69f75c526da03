package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.TransportType;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One event loop, without Netty in its signatures. */
public final class Loop {
    private final EventLoop netty;
    private final Runnable firstUse;
    private boolean used;

    /** @param firstUse called before anything is given to the loop; by several threads at once perhaps, each for the first time */
    Loop(EventLoop netty, Runnable firstUse) {
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
     * Runs the task on the loop.
     *
     * @throws RejectedExecutionException when the loop has ended; the task will not run then
     */
    public void execute(Runnable task) {
        use();
        Once once = new Once(task);
        netty.execute(once);
        // Netty accepts a task whose caller looked just before the loop ended, and then forgets it.
        if (netty.isShutdown() && once.take()) {
            throw new RejectedExecutionException("The event loop has ended");
        }
    }

    /** Runs the task on the loop after so many nanoseconds, unless it is cancelled before. */
    public Future<?> schedule(Runnable task, long delayNanos) {
        use();
        return netty.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Returns whether the calling thread is this loop. */
    public boolean isCurrentThread() {
        return netty.inEventLoop();
    }

    /**
     * Makes a transport that lives on this loop.
     *
     * @param cookies those of the socket that the transport is for
     * @param memory what the sockets of one builder found out about keeping connections
     * @param offLoop does what may block: resolving names
     */
    public Transport createTransport(
            TransportType type,
            Optional<String> sid,
            TransportConfig config,
            Cookies cookies,
            KeepAliveMemory memory,
            Executor offLoop,
            TransportListener listener) {
        return Transports.create(type, sid, config, cookies, memory, netty, offLoop, listener);
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
