package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Failures;
import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The callbacks of a socket, of which most kinds have none, and perhaps a listener that receives everything. */
final class Callbacks {
    private final Consumer<Throwable> onThrown = this::thrown;
    private volatile CallbackLists lists;
    private volatile @Nullable EngineListener listener;
    /** Where a blocking view waits for messages; null until there is one. */
    private volatile @Nullable Inbox<EnginePacket.Message> inbox;

    /** A packet on its way. */
    record PacketSeen(Direction direction, EnginePacket packet) {}

    Callbacks(CallbackLists initial) {
        lists = initial;
    }

    /** Returns those that there are, to be called. */
    CallbackLists lists() {
        return lists;
    }

    /** Returns the same, to add one. */
    synchronized CallbackLists toAdd() {
        CallbackLists own = lists;
        if (own == CallbackLists.NONE) {
            own = new CallbackLists();
            lists = own;
        }
        return own;
    }

    @Nullable
    EngineListener listener() {
        return listener;
    }

    void listen(EngineListener told) {
        listener = told;
    }

    @Nullable
    Inbox<EnginePacket.Message> inbox() {
        return inbox;
    }

    synchronized Inbox<EnginePacket.Message> openInbox() {
        Inbox<EnginePacket.Message> open = inbox;
        if (open == null) {
            open = new Inbox<>();
            inbox = open;
        }
        return open;
    }

    <T> void call(Listeners<T> listeners, T value) {
        listeners.call(value, onThrown);
    }

    /** Returns what calls those that there are now. */
    <T> Runnable calling(Listeners<T> listeners, T value) {
        return listeners.calling(value, onThrown);
    }

    void received(EnginePacket received) {
        CallbackLists told = lists;
        if (!told.packet.isEmpty()) {
            call(told.packet, new PacketSeen(Direction.IN, received));
        }
        if (received instanceof EnginePacket.Message message) {
            call(told.data, message.data());
        }
    }

    /** Returns whether there is a callback for such a packet. */
    boolean wants(EnginePacket received) {
        CallbackLists told = lists;
        return !told.packet.isEmpty() || (received instanceof EnginePacket.Message && !told.data.isEmpty());
    }

    boolean wantsSent() {
        return !lists.packet.isEmpty();
    }

    boolean wantsRoundTrips() {
        return listener != null || !lists.roundTrip.isEmpty();
    }

    /** Tells of what a callback or the listener has thrown. */
    void thrown(Throwable thrown) {
        EngineListener told = listener;
        Listeners<Throwable> callbacks = lists.error;
        if (told != null) {
            tellThrown(told, thrown);
        } else if (callbacks.isEmpty()) {
            Failures.log(EngineLog.LOG, "A callback failed", thrown);
        }
        callbacks.call(thrown, Callbacks::thrownAgain);
    }

    private static void tellThrown(EngineListener told, Throwable thrown) {
        try {
            told.failed(thrown);
        } catch (Throwable again) {
            thrownAgain(again);
        }
    }

    private static void thrownAgain(Throwable again) {
        Failures.log(EngineLog.LOG, "An error callback failed", again);
    }
}
