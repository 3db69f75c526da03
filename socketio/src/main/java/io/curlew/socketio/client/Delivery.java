package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Backlog;
import io.curlew.engineio.delivery.Coalesced;
import io.curlew.engineio.delivery.Failures;
import io.curlew.engineio.delivery.FallbackExecutor;
import io.curlew.engineio.delivery.IncomingBound;
import io.curlew.engineio.delivery.Lane;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.delivery.Notices;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.socketio.session.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings what happened to the application: on the loop in direct mode, else in the client's lane. */
final class Delivery {
    /** A tenth of what a full read brings: listeners that are at work go on while the rest is still decoded. */
    private static final int MAX_HANDOVER = 64;

    private final EventLoop loop;
    private final Executor executor;
    private final Executor futures;
    private final Lane lane;
    private final boolean direct;
    private final Consumer<? super Throwable> errorHandler;
    private final Consumer<Throwable> onThrown = this::thrown;
    private final IncomingBound bound;
    private volatile @Nullable Notices notices; // made when first something is to be told
    private final Backlog backlog;
    private final Backpressure backpressure;
    private final Coalesced<Boolean> drained = new Coalesced<>((before, now) -> now);
    private @Nullable Handover handover;
    private int lastHandover;
    /** Whether more of the same read is to come. */
    private boolean inRead;

    /** Makes one in which nothing waits. */
    Delivery(
            EventLoop loop,
            Executor executor,
            boolean direct,
            Consumer<? super Throwable> errorHandler,
            IncomingBound bound,
            Backlog backlog,
            Backpressure backpressure) {
        this.loop = loop;
        this.backlog = backlog;
        this.backpressure = backpressure;
        this.bound = bound;
        this.executor = executor;
        this.futures = direct ? Runnable::run : new FallbackExecutor(executor);
        this.lane = new Lane(executor, onThrown);
        this.direct = direct;
        this.errorHandler = errorHandler;
    }

    /**
     * Runs the task after the next {@link #flush}, in order with all others, and counts it while it waits. On the loop;
     * from other threads when it has ended, for what it left undone.
     */
    void tell(Runnable task) {
        tell(task, Memory.NOTICE);
    }

    /**
     * As {@link #tell(Runnable)}.
     *
     * @param memory what the task and all that it holds take in memory, about
     */
    void tell(Runnable task, long memory) {
        if (!direct && loop.isCurrentThread()) {
            tell(new Told(task, memory));
        } else {
            tellUncounted(task);
        }
    }

    /** As {@link #tell(Runnable)}, on the loop only. */
    void tell(LaneTask task) {
        if (direct) {
            runNow(task); // nothing waits
        } else {
            count(task.memory());
            handOver(task);
        }
    }

    /** As {@link #tell(LaneTask)}, for what does not stop reading. */
    private void tellSignal(LaneTask task) {
        if (direct) {
            runNow(task);
        } else {
            if (backlog.add(task.memory())) {
                backpressure.backlogIsFullOfSignals();
            }
            handOver(task);
        }
    }

    private void runNow(LaneTask task) {
        try {
            task.run(onThrown);
        } catch (Throwable thrown) {
            thrown(thrown);
        }
    }

    /** As {@link #tell(Runnable)}, for what is counted elsewhere while it waits. */
    void tellUncounted(Runnable task) {
        if (direct) {
            guarded(task);
        } else if (loop.isCurrentThread()) {
            handOver(new Told(task, LaneTask.UNCOUNTED));
        } else {
            lane.add(task);
        }
    }

    /** As {@link #tellUncounted(Runnable)}, on the loop only. */
    void tellUncounted(LaneTask task) {
        if (direct) {
            runNow(task);
        } else {
            handOver(task);
        }
    }

    /** Counts something that listeners are to take, and stops reading if that is too much. On the loop. */
    void count(long memory) {
        if (backlog.add(memory)) {
            backpressure.backlogIsFull();
        }
    }

    /** Returns what waits for listeners. */
    Backlog backlog() {
        return backlog;
    }

    private void handOver(LaneTask task) {
        Handover open = handover;
        if (open == null) {
            open = new Handover(lastHandover);
            handover = open;
        }
        open.tasks.add(task);
        if (open.tasks.size() == MAX_HANDOVER) {
            close(open);
        }
    }

    private void close(Handover full) {
        lastHandover = full.tasks.size();
        lane.add(full);
        handover = null;
    }

    private static final class Told extends LaneTask {
        private final Runnable task;
        private final long memory;

        Told(Runnable task, long memory) {
            this.task = task;
            this.memory = memory;
        }

        @Override
        void run(Consumer<Throwable> onThrown) {
            task.run();
        }

        @Override
        long memory() {
            return memory;
        }
    }

    /** Many tasks that go through the lane as one: what goes from core to core is slow. */
    private final class Handover implements Runnable {
        private final List<@Nullable LaneTask> tasks;

        Handover(int expected) {
            tasks = new ArrayList<>(expected);
        }

        @Override
        public void run() {
            for (int i = 0; i < tasks.size(); i++) {
                LaneTask task = tasks.set(i, null); // one that was handled is kept by nobody
                try {
                    runCounted(Objects.requireNonNull(task));
                } catch (Throwable thrown) {
                    thrown(thrown); // and the others have their turn
                }
            }
        }

        private void runCounted(LaneTask task) {
            try {
                task.run(onThrown);
            } finally {
                long memory = task.memory();
                if (memory != LaneTask.UNCOUNTED) {
                    backlog.take(memory);
                }
            }
        }
    }

    /**
     * Calls those listeners that there are now: for what becomes of connections and namespaces, which comes at the pace
     * of attempts. It is counted, and does not stop reading: the answer to CONNECT, for which events may wait, comes
     * behind it. On the loop.
     */
    <T> void call(Listeners<T> listeners, T value) {
        if (!listeners.isEmpty()) {
            tellSignal(new Told(listeners.calling(value, onThrown), Memory.NOTICE));
        }
    }

    /**
     * Calls those listeners that there are now: for what the server sends.
     *
     * @param memory what the value takes in memory, about
     */
    <T> void call(Listeners<T> listeners, T value, long memory) {
        if (!listeners.isEmpty()) {
            tell(listeners.calling(value, onThrown), memory);
        }
    }

    /**
     * Reports an event that was sent or dropped, unless too many reports wait already: then the error handler hears how
     * many were left out.
     *
     * @param size the event's bytes
     */
    <T> void notice(Listeners<T> listeners, T value, long size) {
        if (!listeners.isEmpty() && notices().enter(size)) {
            enteredNotice(listeners, value, size);
        }
    }

    /** As {@link #notice}, after there was room in {@link #notices}. */
    <T> void enteredNotice(Listeners<T> listeners, T value, long size) {
        enteredNotice(() -> listeners.call(value, onThrown), size);
    }

    /**
     * Tells the error handler of something that went wrong while the program sent, within the bound of {@link #notice}.
     */
    void failed(Throwable why) {
        if (notices().enter(0)) {
            enteredNotice(() -> thrown(why), 0);
        }
    }

    private void enteredNotice(Runnable told, long size) {
        tellUncounted(() -> notices().tell(told, size, onThrown));
    }

    /** Tells that all is written: once, however often that was so while listeners had no time. */
    void drained(Listeners<Boolean> listeners) {
        if (!listeners.isEmpty() && drained.add(true)) {
            tellUncounted(() -> listeners.call(drained.take(), onThrown));
        }
    }

    Notices notices() {
        Notices made = notices;
        return made != null ? made : newNotices();
    }

    private synchronized Notices newNotices() {
        Notices made = notices;
        if (made == null) {
            made = new Notices(bound, "events that went out, were dropped or refused");
            notices = made;
        }
        return made;
    }

    /** A message has arrived, and more of the same read may. Returns whether it is the first of its read. */
    boolean readBegins() {
        boolean first = !inRead;
        inRead = true;
        return first;
    }

    /** Nothing more is to come of a read, or it is of no interest. */
    void readIsOver() {
        inRead = false;
    }

    /** Lets pending notifications run, unless more of the same read is to come. On the loop. */
    void turnEnds() {
        if (!inRead) {
            flush();
        }
    }

    /** Lets pending notifications run. From any thread; those of the loop, on the loop. */
    void flush() {
        if (handover != null && loop.isCurrentThread()) {
            close(handover);
        }
        lane.flush();
    }

    /** Returns whether all notifications have run, so that a new one runs at once. On the loop. */
    boolean isIdle() {
        return handover == null && lane.isIdle();
    }

    /** Completes a future, outside the lane: what depends on it may block without holding up listeners. */
    void complete(Runnable completion) {
        futures.execute(completion);
    }

    /** Returns where callbacks run. */
    Executor executor() {
        return executor;
    }

    boolean isInCallback() {
        return lane.isCurrentThread();
    }

    /** Reports what a listener threw. */
    void thrown(Throwable thrown) {
        Failures.tell(errorHandler, thrown, ClientLog.LOG);
    }

    static void log(Throwable thrown) {
        Failures.log(ClientLog.LOG, "A listener failed", thrown);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            thrown(thrown);
        }
    }
}
