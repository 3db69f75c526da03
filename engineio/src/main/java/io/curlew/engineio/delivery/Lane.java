package io.curlew.engineio.delivery;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one client's callbacks in order and never two at once, on an executor that many lanes share. A callback that
 * blocks holds up its own lane only.
 *
 * <p>Tasks are handed over in batches: {@link #add} any number, then {@link #flush} once. Not API.
 */
public final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final AtomicIntegerFieldUpdater<Lane> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Lane.class, "state");

    private static final int IDLE = 0;
    /** The executor has the task, and will start it. */
    private static final int HANDED_OVER = 1;

    private static final int RUNNING = 2;

    private final Executor executor;
    private final Consumer<? super Throwable> onThrown;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile int state = IDLE;
    private volatile @Nullable Thread thread;

    /** Makes a lane on that executor. */
    public Lane(Executor executor) {
        this(executor, thrown -> Failures.log(LOG, "A callback failed", thrown));
    }

    /** Makes a lane on that executor; what tasks throw goes to the consumer. */
    public Lane(Executor executor, Consumer<? super Throwable> onThrown) {
        this.executor = FallbackExecutor.inTurn(executor);
        this.onThrown = onThrown;
    }

    /** Puts a task in the lane; it runs after the next {@link #flush}. From any thread. */
    public void add(Runnable task) {
        tasks.add(task);
    }

    /** Makes sure that what was added runs. From any thread. */
    public void flush() {
        if (!tasks.isEmpty() && STATE.compareAndSet(this, IDLE, HANDED_OVER)) {
            executor.execute(this::run);
        }
    }

    /**
     * Returns whether nothing waits in it and nothing runs. Asked on the thread that adds, it stays so until that
     * thread adds something.
     */
    public boolean isIdle() {
        // In this order: a task that is taken from the lane is run before the state says so.
        return tasks.isEmpty() && state == IDLE;
    }

    /** Returns whether the calling thread runs a task of this lane, and so must not wait for another one. */
    public boolean isCurrentThread() {
        return thread == Thread.currentThread();
    }

    /**
     * An executor that throws after it has taken this makes it run twice: elsewhere, and here. One of the two is
     * enough.
     */
    private void run() {
        if (!STATE.compareAndSet(this, HANDED_OVER, RUNNING)) {
            return;
        }
        do {
            thread = Thread.currentThread();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                runOne(task);
            }
            thread = null;
            state = IDLE;
            // A task that came after the last look is not left lying, nor does it need the executor, which may be gone.
        } while (!tasks.isEmpty() && STATE.compareAndSet(this, IDLE, RUNNING));
    }

    private void runOne(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            Failures.tell(onThrown, thrown, LOG);
        }
    }
}
