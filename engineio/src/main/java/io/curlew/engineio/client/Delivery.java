package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.concurrent.Executor;

/**
 * Brings what happened to the application: on the loop in direct mode, else in the socket's lane. Callers are on the
 * loop.
 */
final class Delivery {
    private final Callbacks callbacks;
    private final Executor executor;
    private final Executor futures;
    private final Lane lane;
    private final boolean direct;
    private final Backlog backlog;

    Delivery(Callbacks callbacks, Executor executor, boolean direct, Backlog backlog) {
        this.callbacks = callbacks;
        this.executor = executor;
        this.futures = direct ? Runnable::run : new FallbackExecutor(executor);
        this.lane = new Lane(executor);
        this.direct = direct;
        this.backlog = backlog;
    }

    <T> void tell(Listeners<T> listeners, T value) {
        if (listeners.isEmpty()) {
            return;
        }
        if (direct) {
            callbacks.call(listeners, value);
        } else {
            lane.add(() -> callbacks.call(listeners, value));
        }
    }

    /** Delivers a packet. Returns whether reading has to stop until the application has caught up. */
    boolean received(EnginePacket packet) {
        boolean full = packet instanceof EnginePacket.Message message && receivedForInbox(message);
        if (!callbacks.wants(packet)) {
            return full;
        }
        if (direct) {
            callbacks.received(packet);
            return full;
        }
        boolean laneFull = receivedForLane(packet);
        return full || laneFull;
    }

    private boolean receivedForInbox(EnginePacket.Message message) {
        Inbox inbox = callbacks.inbox();
        if (inbox == null) {
            return false;
        }
        long size = message.data().size();
        boolean full = backlog.add(size);
        inbox.add(message, () -> backlog.take(size));
        return full;
    }

    private boolean receivedForLane(EnginePacket packet) {
        long size =
                packet instanceof EnginePacket.Message message ? message.data().size() : 0;
        boolean full = backlog.add(size);
        lane.add(() -> {
            callbacks.received(packet);
            backlog.take(size);
        });
        return full;
    }

    /** Completes a future, outside the lane: what depends on it may block without holding up callbacks. */
    void complete(Runnable completion) {
        futures.execute(completion);
    }

    /** Brings the one close signal. */
    void closed(EngineClose close) {
        tell(callbacks.close, close);
        Inbox inbox = callbacks.inbox();
        if (inbox != null) {
            inbox.end();
        }
    }

    void flush() {
        lane.flush();
    }

    Executor executor() {
        return executor;
    }

    boolean isInCallback() {
        return lane.isCurrentThread();
    }
}
