package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Backlog;
import io.curlew.engineio.delivery.Coalesced;
import io.curlew.engineio.delivery.FallbackExecutor;
import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.IncomingBound;
import io.curlew.engineio.delivery.Lane;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.delivery.Notices;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.concurrent.Executor;

/** Tells the application in the socket's lane, and counts what waits there. */
final class LaneDelivery extends EngineDelivery {
    private final Executor futures;
    private final Lane lane;
    private final Backlog backlog;
    private final Backpressure backpressure;
    private final Notices notices;
    private final Coalesced<Released> released = new Coalesced<>(Released::plus);
    private final Coalesced<Boolean> drained = new Coalesced<>((before, now) -> now);

    LaneDelivery(Callbacks callbacks, Executor executor, IncomingBound bound, Backpressure backpressure) {
        super(callbacks, executor);
        this.futures = new FallbackExecutor(executor);
        this.lane = new Lane(executor);
        this.backlog = new Backlog(bound, backpressure::backlogHasRoom);
        this.backpressure = backpressure;
        this.notices = new Notices(bound, "packets that were sent or refused");
    }

    @Override
    <T> void tell(Listeners<T> listeners, T value) {
        if (!listeners.isEmpty()) {
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
            backpressure.backlogIsFull();
        }
    }

    @Override
    void released(Released now) {
        coalesced(callbacks.lists().released, released, now);
    }

    @Override
    void drained() {
        coalesced(callbacks.lists().drain, drained, true);
    }

    private <T> void coalesced(Listeners<T> listeners, Coalesced<T> waiting, T more) {
        if (!listeners.isEmpty() && waiting.add(more)) {
            lane.add(() -> callbacks.call(listeners, waiting.take()));
        }
    }

    /** Unless too many are waiting: then the error callbacks receive the number of those left out. */
    @Override
    void sent(EnginePacket packet) {
        notice(callbacks.lists().packet, new Callbacks.PacketSeen(Direction.OUT, packet), memory(packet));
    }

    /** Within the bound of {@link #sent}. */
    @Override
    void refused(IllegalArgumentException why) {
        notice(callbacks.lists().error, why, PER_PACKET);
    }

    private <T> void notice(Listeners<T> listeners, T value, long memory) {
        if (!listeners.isEmpty() && notices.enter(memory)) {
            lane.add(() -> notices.tell(() -> callbacks.call(listeners, value), memory, callbacks::thrown));
        }
    }

    @Override
    void received(EnginePacket packet) {
        Inbox<EnginePacket.Message> inbox = packet instanceof EnginePacket.Message ? callbacks.inbox() : null;
        boolean wanted = callbacks.wants(packet);
        if (inbox != null) {
            receivedForInbox(inbox, (EnginePacket.Message) packet, wanted);
        } else if (wanted) {
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

    /** Outside the lane: what depends on it may block without holding up callbacks. */
    @Override
    void complete(Runnable completion) {
        futures.execute(completion);
    }

    @Override
    void flush() {
        lane.flush();
    }

    @Override
    boolean isInCallback() {
        return lane.isCurrentThread();
    }
}
