package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Backlog;
import io.curlew.engineio.delivery.Coalesced;
import io.curlew.engineio.delivery.Failures;
import io.curlew.engineio.delivery.FallbackExecutor;
import io.curlew.engineio.delivery.Lane;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.delivery.Notices;
import io.curlew.engineio.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what happened to the application: on the loop in direct mode, else in the client's lane. */
final class Delivery {
    /** A tenth of what a full read brings: listeners that are at work go on while the rest is still decoded. */
    private static final int MAX_HANDOVER = 64;

    private static final Logger LOG = LoggerFactory.getLogger(SocketIoClient.class);

    private final EventLoop loop;
    private final Executor executor;
    private final Executor futures;
    private final Lane lane;
    private final boolean direct;
    private final Consumer<? super Throwable> errorHandler;
    private final Consumer<Throwable> onThrown = this::thrown;
    private final Notices notices;
    private final Backlog backlog;
    private final Runnable onFull;
    private final Coalesced<SocketIoClient> drained = new Coalesced<>((before, now) -> now);
    private @Nullable Handover handover;
    private int lastHandover;

    /** @param onFull told, on the loop, when reading has to stop until listeners have caught up */
    Delivery(
            EventLoop loop,
            Executor executor,
            boolean direct,
            Consumer<? super Throwable> errorHandler,
            Notices notices,
            Backlog backlog,
            Runnable onFull) {
        this.loop = loop;
        this.backlog = backlog;
        this.onFull = onFull;
        this.notices = notices;
        this.executor = executor;
        this.futures = direct ? Runnable::run : new FallbackExecutor(executor);
        this.lane = new Lane(executor, onThrown);
        this.direct = direct;
        this.errorHandler = errorHandler;
    }

    /**
     * Runs the task after the next {@link #flush}, in order with all others, and counts it while it waits. On the loop; from
     * other threads when it has ended, for what it left undone.
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
            count(memory);
            tellUncounted(() -> {
                try {
                    task.run();
                } finally {
                    backlog.take(memory);
                }
            });
        } else {
            tellUncounted(task);
        }
    }

    /** As {@link #tell}, for what is counted elsewhere while it waits. */
    void tellUncounted(Runnable task) {
        if (direct) {
            guarded(task);
        } else if (loop.isCurrentThread()) {
            handOver(task);
        } else {
            lane.add(task);
        }
    }

    /** Calls the listeners for an event in its turn, as {@link #tell} does, and counts it while it waits. On the loop. */
    void event(Event event) {
        if (direct) {
            handleNow(event); // nothing waits
        } else {
            count(event.memory());
            handOver(event);
        }
    }

    /** Counts something that listeners are to take, and stops reading if that is too much. On the loop. */
    void count(long memory) {
        if (backlog.add(memory)) {
            onFull.run();
        }
    }

    private void handleNow(Event event) {
        try {
            event.socket().core().handle(event, onThrown);
        } catch (Throwable thrown) {
            thrown(thrown);
        }
    }

    private void handle(Event event) {
        try {
            event.socket().core().handle(event, onThrown);
        } finally {
            backlog.take(event.memory());
        }
    }

    /** Returns what waits for listeners. */
    Backlog backlog() {
        return backlog;
    }

    /** @param task an event, which needs no object to wrap it: there may be very many; or a {@link Runnable} */
    private void handOver(Object task) {
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

    /** Many tasks that go through the lane as one: what goes from core to core is slow. */
    private final class Handover implements Runnable {
        private final List<@Nullable Object> tasks;

        Handover(int expected) {
            tasks = new ArrayList<>(expected);
        }

        private void run(@Nullable Object task) {
            if (task instanceof Event event) {
                handle(event);
            } else if (task instanceof Runnable other) {
                other.run();
            }
        }

        @Override
        public void run() {
            for (int i = 0; i < tasks.size(); i++) {
                Object task = tasks.set(i, null); // one that was handled is kept by nobody
                try {
                    run(task);
                } catch (Throwable thrown) {
                    thrown(thrown); // and the others have their turn
                }
            }
        }
    }

    /** Calls those listeners that there are now. */
    <T> void call(Listeners<T> listeners, T value) {
        call(listeners, value, Memory.NOTICE);
    }

    /** @param memory what the value takes in memory, about */
    <T> void call(Listeners<T> listeners, T value, long memory) {
        if (!listeners.isEmpty()) {
            tell(listeners.calling(value, onThrown), memory);
        }
    }

    /**
     * Tells of an event that went out or was dropped, unless too many wait to be told already: then the error handler hears
     * how many were left out.
     *
     * @param size the event's bytes
     */
    <T> void notice(Listeners<T> listeners, T value, long size) {
        if (!listeners.isEmpty() && notices.enter(size)) {
            enteredNotice(listeners, value, size);
        }
    }

    /** As {@link #notice}, after there was room in {@link #notices}. */
    <T> void enteredNotice(Listeners<T> listeners, T value, long size) {
        enteredNotice(() -> listeners.call(value, onThrown), size);
    }

    /** Tells the error handler of an event that the connection refused, within the bound of {@link #notice}. */
    void refused(IllegalArgumentException why) {
        if (notices.enter(0)) {
            enteredNotice(() -> thrown(why), 0);
        }
    }

    private void enteredNotice(Runnable told, long size) {
        tellUncounted(() -> {
            told.run();
            notices.leave(size);
            long missed = notices.missed();
            if (missed > 0) {
                thrown(notices.tooMany(missed));
            }
        });
    }

    /** Tells that all is written: once, however often that was so while listeners had no time. */
    void drained(Listeners<SocketIoClient> listeners, SocketIoClient client) {
        if (!listeners.isEmpty() && drained.add(client)) {
            tellUncounted(() -> listeners.call(drained.take(), onThrown));
        }
    }

    Notices notices() {
        return notices;
    }

    /** Lets run what was told. From any thread; what the loop has told, on the loop. */
    void flush() {
        if (handover != null && loop.isCurrentThread()) {
            close(handover);
        }
        lane.flush();
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
        Failures.tell(errorHandler, thrown, LOG);
    }

    static void log(Throwable thrown) {
        Failures.log(LOG, "A listener failed", thrown);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            thrown(thrown);
        }
    }
}
