package io.curlew.socketio.client;

import io.curlew.engineio.client.Lane;
import io.curlew.engineio.client.Listeners;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what happened to the application: on the loop in direct mode, else in the client's lane. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIoClient.class);

    private final Executor executor;
    private final Lane lane;
    private final boolean direct;
    private final Consumer<? super Throwable> errorHandler;
    private final Notices notices;

    Delivery(Executor executor, boolean direct, Consumer<? super Throwable> errorHandler, Notices notices) {
        this.notices = notices;
        this.executor = executor;
        this.lane = new Lane(executor, this::thrown);
        this.direct = direct;
        this.errorHandler = errorHandler;
    }

    /** Runs the task in order with all others, after the next {@link #flush}. On the loop. */
    void tell(Runnable task) {
        if (direct) {
            guarded(task);
        } else {
            lane.add(task);
        }
    }

    <T> void call(Listeners<T> listeners, T value) {
        tell(() -> listeners.call(value, this::thrown));
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
            listeners.call(value, this::thrown);
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

    void flush() {
        lane.flush();
    }

    /** Completes a future, outside the lane: what depends on it may block without holding up listeners. */
    void complete(Runnable completion) {
        if (direct) {
            completion.run();
            return;
        }
        try {
            executor.execute(completion);
        } catch (Throwable refused) {
            LOG.warn(
                    "The callback executor refused a task, which runs on a new thread instead: {}",
                    refused.getMessage());
            Thread fallback = new Thread(completion, "curlew-callback-fallback");
            fallback.setDaemon(true);
            fallback.start();
        }
    }

    /** Returns a lane for somebody else's callbacks. */
    Lane newLane() {
        return new Lane(executor);
    }

    boolean isInCallback() {
        return lane.isCurrentThread();
    }

    /** Reports what a listener threw. */
    void thrown(Throwable thrown) {
        try {
            errorHandler.accept(thrown);
        } catch (Throwable again) {
            LOG.warn("The error handler failed", again);
        }
    }

    static void log(Throwable thrown) {
        LOG.warn("A listener failed", thrown);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            thrown(thrown);
        }
    }
}
