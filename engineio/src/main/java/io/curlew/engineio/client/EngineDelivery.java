package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Backlog;
import io.curlew.engineio.delivery.Coalesced;
import io.curlew.engineio.delivery.FallbackExecutor;
import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.Lane;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.delivery.Notices;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.concurrent.Executor;

/**
 * Brings what happened to the application: on the loop in direct mode, else in the socket's lane. Callers are on the
 * loop, but where it says otherwise.
 */
final class EngineDelivery {
    /**
     * The packet, its data, what calls the callbacks, and the place in a queue: 100 to 200 bytes with 32-bit
     * references.
     */
    private static final long PER_PACKET = 144;

    private final Callbacks callbacks;
    private final Executor executor;
    private final Executor futures;
    private final Lane lane;
    private final boolean direct;
    private final Backlog backlog;
    private final Runnable onFull;
    private final Notices notices;
    private final Coalesced<Released> released = new Coalesced<>(Released::plus);
    private final Coalesced<Boolean> drained = new Coalesced<>((before, now) -> now);

    /** @param onFull told, on the loop, when reading has to stop until the application has caught up */
    EngineDelivery(
            Callbacks callbacks, Executor executor, boolean direct, Notices notices, Backlog backlog, Runnable onFull) {
        this.notices = notices;
        this.onFull = onFull;
        this.callbacks = callbacks;
        this.executor = executor;
        this.futures = direct ? Runnable::run : new FallbackExecutor(executor);
        this.lane = new Lane(executor);
        this.direct = direct;
        this.backlog = backlog;
    }

    /** Calls those listeners that there are now, and counts that while it waits. */
    <T> void tell(Listeners<T> listeners, T value) {
        if (listeners.isEmpty()) {
            return;
        }
        if (direct) {
            callbacks.call(listeners, value);
        } else {
            tellCounted(callbacks.calling(listeners, value), PER_PACKET);
        }
    }

    private void tellCounted(Runnable task, long memory) {
        count(memory);
        lane.add(() -> {
            try {
                task.run();
            } finally {
                backlog.take(memory);
            }
        });
    }

    private void count(long memory) {
        if (backlog.add(memory)) {
            onFull.run();
        }
    }

    /** Tells that messages have left the buffer: what waits to be told is added up. From any thread. */
    void released(Released now) {
        coalesced(callbacks.released, released, now);
    }

    /** Tells that all has been written: once, however often that was so meanwhile. */
    void drained() {
        coalesced(callbacks.drain, drained, true);
    }

    private <T> void coalesced(Listeners<T> listeners, Coalesced<T> waiting, T more) {
        if (listeners.isEmpty()) {
            return;
        }
        if (direct) {
            callbacks.call(listeners, more);
        } else if (waiting.add(more)) {
            lane.add(() -> callbacks.call(listeners, waiting.take()));
        }
    }

    /**
     * Shows a packet that is sent, unless too many wait to be shown: then error callbacks hear how many were left out.
     */
    void sent(EnginePacket packet) {
        notice(callbacks.packet, new Callbacks.PacketSeen(Direction.OUT, packet), memory(packet));
    }

    /** Tells of a message that can't be sent, within the bound of {@link #sent}. */
    void refused(IllegalArgumentException why) {
        notice(callbacks.error, why, PER_PACKET);
    }

    private <T> void notice(Listeners<T> listeners, T value, long memory) {
        if (listeners.isEmpty()) {
            return;
        }
        if (direct) {
            callbacks.call(listeners, value);
        } else if (notices.enter(memory)) {
            lane.add(() -> notices.tell(() -> callbacks.call(listeners, value), memory, callbacks::thrown));
        }
    }

    /** Delivers a packet. */
    void received(EnginePacket packet) {
        Inbox<EnginePacket.Message> inbox = packet instanceof EnginePacket.Message ? callbacks.inbox() : null;
        boolean wanted = callbacks.wants(packet);
        if (inbox != null) {
            receivedForInbox(inbox, (EnginePacket.Message) packet, wanted && !direct);
        }
        if (wanted && direct) {
            callbacks.received(packet);
        } else if (wanted && inbox == null) {
            tellCounted(() -> callbacks.received(packet), memory(packet));
        }
    }

    private void receivedForInbox(Inbox<EnginePacket.Message> inbox, EnginePacket.Message message, boolean forLaneToo) {
        long size = memory(message);
        count(size);
        Runnable taken = forLaneToo ? backlog.takenTwice(size) : () -> backlog.take(size);
        inbox.add(message, taken);
        if (forLaneToo) {
            lane.add(() -> {
                callbacks.received(message);
                taken.run();
            });
        }
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
