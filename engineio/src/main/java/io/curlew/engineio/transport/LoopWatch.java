package io.curlew.engineio.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that a loop of a group is blocked, because the code that runs on it waits or does not end. All clients on
 * that loop are dead then, their timers included, and none of them can say so. Has one daemon thread, from the first
 * use of a loop to the end of the group.
 */
final class LoopWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);
    /** A quarter of what the reference server waits for a pong: the connections can still be saved. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration PERIOD = LIMIT.dividedBy(2);

    private final Duration period;
    private final Duration limit;
    private final Consumer<Stall> report;
    private final List<Watched> loops = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean started;

    LoopWatch() {
        this(PERIOD, LIMIT, LoopWatch::log);
    }

    LoopWatch(Duration period, Duration limit, Consumer<Stall> report) {
        this.period = period;
        this.limit = limit;
        this.report = report;
    }

    /** What a loop was doing when it was found to stall: has the stack trace of its thread. */
    static final class Stall extends Exception {
        private static final long serialVersionUID = 1L;

        private final String thread;

        private Stall(Thread thread) {
            super(thread.getName() + " is here");
            this.thread = thread.getName();
            setStackTrace(thread.getStackTrace());
        }

        String thread() {
            return thread;
        }
    }

    private static void log(Stall stall) {
        LOG.error(
                "The event loop {} has been blocked for {} s: code that runs on it waits or does not end, which stops all"
                        + " clients on that loop",
                stall.thread(),
                LIMIT.toSeconds(),
                stall);
    }

    /** Watches the loop from now on. From any thread. */
    void add(EventLoop loop) {
        if (!isWatched(loop)) {
            addNew(loop);
        }
    }

    private synchronized void addNew(EventLoop loop) {
        if (closed.getCount() > 0 && !isWatched(loop)) {
            Watched watched = new Watched(loop);
            watched.ask();
            loops.add(watched);
            start();
        }
    }

    private boolean isWatched(EventLoop loop) {
        for (Watched watched : loops) {
            if (watched.loop == loop) {
                return true;
            }
        }
        return false;
    }

    private void start() {
        if (started) {
            return;
        }
        started = true;
        try {
            Thread thread = new Thread(this::run, "curlew-watch");
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable noThread) {
            LOG.warn("No thread could be started to watch the event loops; they work without it", noThread);
        }
    }

    /** Ends the watch at once. From any thread. */
    void close() {
        closed.countDown();
    }

    private void run() {
        try {
            while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
                long now = System.nanoTime();
                loops.forEach(watched -> watched.guardedLook(now));
            }
        } catch (InterruptedException byWhom) {
            LOG.warn("The watch over the event loops was interrupted, and ends");
        }
    }

    /** A loop, and as a task for it the question whether it comes round. */
    private final class Watched implements Runnable {
        private final EventLoop loop;
        private final Pulse pulse = new Pulse(period, limit, System.nanoTime());
        private volatile boolean answered;
        private volatile @Nullable Thread thread;

        Watched(EventLoop loop) {
            this.loop = loop;
        }

        void ask() {
            answered = false;
            loop.execute(this);
        }

        /** Asked before anything else runs on the loop, so that its thread is known whatever blocks it afterwards. */
        @Override
        public void run() {
            thread = Thread.currentThread();
            answered = true;
        }

        void guardedLook(long now) {
            try {
                look(now);
            } catch (RejectedExecutionException loopHasEnded) {
                loops.remove(this);
            } catch (Throwable failure) {
                LOG.warn("The watch over the event loops failed once", failure);
            }
        }

        private void look(long now) {
            boolean hasAnswered = answered;
            Thread known = thread;
            if (pulse.look(hasAnswered, now) && known != null) {
                report.accept(new Stall(known));
            }
            if (hasAnswered) {
                ask();
            }
        }
    }
}
