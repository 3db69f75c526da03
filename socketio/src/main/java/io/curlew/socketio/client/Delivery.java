package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Backlog;
import io.curlew.engineio.delivery.Failures;
import io.curlew.engineio.delivery.FallbackExecutor;
import io.curlew.engineio.delivery.Lane;
import io.curlew.engineio.delivery.Listeners;
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
    private @Nullable Handover handover;
    private int lastHandover;

    Delivery(
            EventLoop loop,
            Executor executor,
            boolean direct,
            Consumer<? super Throwable> errorHandler,
            Notices notices,
            Backlog backlog) {
        this.loop = loop;
        this.backlog = backlog;
        this.notices = notices;
        this.executor = executor;
        this.futures = direct ? Runnable::run : new FallbackExecutor(executor);
        this.lane = new Lane(executor, onThrown);
        this.direct = direct;
        this.errorHandler = errorHandler;
    }

    /**
     * Runs the task after the next {@link #flush}, in order with all others. On the loop; from other threads when it has
     * ended, for what it left undone.
     */
    void tell(Runnable task) {
        if (direct) {
            guarded(task);
        } else if (loop.isCurrentThread()) {
            handOver(task);
        } else {
            lane.add(task);
        }
    }

    /**
     * Calls the listeners for an event in its turn, as {@link #tell} does, and counts it while it waits. On the loop.
     *
     * @return whether reading has to stop
     */
    boolean event(Event event) {
        if (direct) {
            handleNow(event); // nothing waits
            return false;
        }
        boolean full = backlog.add(event.memory());
        handOver(event);
        return full;
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

    <T> void call(Listeners<T> listeners, T value) {
        tell(() -> listeners.call(value, onThrown));
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
        tell(() -> {
            listeners.call(value, onThrown);
            notices.leave(size);
            long missed = notices.missed();
            if (missed > 0) {
                thrown(notices.tooMany(missed));
            }
        });
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
