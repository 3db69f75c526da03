package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Backlog;
import io.curlew.engineio.delivery.FallbackExecutor;
import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.Lane;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.concurrent.Executor;

/**
 * Brings what happened to the application: on the loop in direct mode, else in the socket's lane. Callers are on the
 * loop.
 */
final class Delivery {
    /** The packet, its data, what calls the callbacks, and the place in a queue: 100 to 200 bytes with 32-bit references. */
    private static final long PER_PACKET = 144;

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
        Inbox<EnginePacket.Message> inbox = packet instanceof EnginePacket.Message ? callbacks.inbox() : null;
        boolean wanted = callbacks.wants(packet);
        boolean full = inbox != null && receivedForInbox(inbox, (EnginePacket.Message) packet, wanted && !direct);
        if (wanted && direct) {
            callbacks.received(packet);
        } else if (wanted && inbox == null) {
            return receivedForLane(packet);
        }
        return full;
    }

    private boolean receivedForInbox(
            Inbox<EnginePacket.Message> inbox, EnginePacket.Message message, boolean forLaneToo) {
        long size = memory(message);
        boolean full = backlog.add(size);
        Runnable taken = forLaneToo ? backlog.takenTwice(size) : () -> backlog.take(size);
        inbox.add(message, taken);
        if (forLaneToo) {
            lane.add(() -> {
                callbacks.received(message);
                taken.run();
            });
        }
        return full;
    }

    private boolean receivedForLane(EnginePacket packet) {
        long size = memory(packet);
        boolean full = backlog.add(size);
        lane.add(() -> {
            callbacks.received(packet);
            backlog.take(size);
        });
        return full;
    }

    /** Returns what a packet takes in memory while it waits. */
    private static long memory(EnginePacket packet) {
        if (packet instanceof EnginePacket.Message message) {
            return PER_PACKET + message.data().size();
        }
        return PER_PACKET
                + (packet instanceof EnginePacket.LaterOpen later ? later.data().size() : 0);
    }

    /** Completes a future, outside the lane: what depends on it may block without holding up callbacks. */
    void complete(Runnable completion) {
        futures.execute(completion);
    }

    /** Brings the one close signal. */
    void closed(EngineClose close) {
        tell(callbacks.close, close);
        Inbox<EnginePacket.Message> inbox = callbacks.inbox();
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
