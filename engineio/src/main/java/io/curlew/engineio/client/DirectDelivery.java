package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Backlog;
import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.IncomingBound;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Notifies the application at once, on the loop: the listener first, then callbacks. Only readers of a view wait. */
final class DirectDelivery extends EngineDelivery {
    private final IncomingBound bound;
    private final Backpressure backpressure;
    /** Of what waits for a blocking view; made with the first message that does. */
    private @Nullable Backlog backlog;

    DirectDelivery(Callbacks callbacks, Executor executor, IncomingBound bound, Backpressure backpressure) {
        super(callbacks, executor);
        this.bound = bound;
        this.backpressure = backpressure;
    }

    @Override
    <T> void tell(Listeners<T> listeners, T value) {
        callbacks.call(listeners, value);
    }

    private void tellListener(Consumer<EngineListener> what) {
        EngineListener listener = callbacks.listener();
        if (listener != null) {
            try {
                what.accept(listener);
            } catch (Throwable thrown) {
                callbacks.thrown(thrown);
            }
        }
    }

    @Override
    void opened(Handshake handshake) {
        tellListener(listener -> listener.opened(handshake));
        super.opened(handshake);
    }

    @Override
    void upgraded(TransportType transport) {
        tellListener(listener -> listener.upgraded(transport));
        super.upgraded(transport);
    }

    @Override
    void upgradeFailed(Throwable why) {
        tellListener(listener -> listener.upgradeFailed(why));
        super.upgradeFailed(why);
    }

    @Override
    void pinged() {
        tellListener(EngineListener::pinged);
        super.pinged();
    }

    @Override
    void roundTrip(Duration time) {
        tellListener(listener -> listener.roundTrip(time));
        super.roundTrip(time);
    }

    @Override
    void batchEnd() {
        tellListener(EngineListener::batchEnd);
        super.batchEnd();
    }

    @Override
    void failed(Throwable why) {
        tellListener(listener -> listener.failed(why));
        super.failed(why);
    }

    @Override
    void received(EnginePacket packet) {
        if (packet instanceof EnginePacket.Message message) {
            Inbox<EnginePacket.Message> inbox = callbacks.inbox();
            if (inbox != null) {
                receivedForInbox(inbox, message);
            }
            tellListener(listener -> listener.received(message.data()));
        }
        if (callbacks.wants(packet)) {
            callbacks.received(packet);
        }
    }

    private void receivedForInbox(Inbox<EnginePacket.Message> inbox, EnginePacket.Message message) {
        Backlog waiting = backlog;
        if (waiting == null) {
            waiting = new Backlog(bound, backpressure::backlogHasRoom);
            backlog = waiting;
        }
        long size = memory(message);
        if (waiting.add(size)) {
            backpressure.backlogIsFull();
        }
        Backlog counted = waiting;
        inbox.add(message, () -> counted.take(size));
    }

    @Override
    void released(Released now) {
        tellListener(listener -> listener.released(now));
        tell(callbacks.lists().released, now);
    }

    @Override
    void drained() {
        tellListener(EngineListener::drained);
        tell(callbacks.lists().drain, true);
    }

    @Override
    void sent(EnginePacket packet) {
        tell(callbacks.lists().packet, new Callbacks.PacketSeen(Direction.OUT, packet));
    }

    @Override
    void refused(IllegalArgumentException why) {
        failed(why);
    }

    @Override
    void closed(EngineClose close) {
        tellListener(listener -> listener.closed(close));
        super.closed(close);
    }

    @Override
    void complete(Runnable completion) {
        completion.run();
    }

    @Override
    void flush() {
        // Nothing waits.
    }

    @Override
    boolean isInCallback() {
        return false;
    }
}
