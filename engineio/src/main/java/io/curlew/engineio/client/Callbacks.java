package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Failures;
import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application's callbacks, by what they are about. */
final class Callbacks {
    final Listeners<Handshake> open = new Listeners<>();
    final Listeners<EngineData> data = new Listeners<>();
    final Listeners<PacketSeen> packet = new Listeners<>();
    final Listeners<Throwable> error = new Listeners<>();
    final Listeners<EngineClose> close = new Listeners<>();
    final Listeners<TransportType> upgrade = new Listeners<>();
    final Listeners<Throwable> upgradeError = new Listeners<>();
    final Listeners<Duration> roundTrip = new Listeners<>();
    final Listeners<Boolean> ping = new Listeners<>();
    final Listeners<Boolean> drain = new Listeners<>();
    final Listeners<Boolean> batchEnd = new Listeners<>();
    final Listeners<Released> released = new Listeners<>();

    private final Consumer<Throwable> onThrown = this::thrown;
    /** Where a blocking view waits for messages; null until there is one. */
    private volatile @Nullable Inbox<EnginePacket.Message> inbox;

    /** A packet on its way. */
    record PacketSeen(Direction direction, EnginePacket packet) {}

    Callbacks() {}

    Callbacks(Callbacks initial) {
        open.addAll(initial.open);
        data.addAll(initial.data);
        packet.addAll(initial.packet);
        error.addAll(initial.error);
        close.addAll(initial.close);
        upgrade.addAll(initial.upgrade);
        upgradeError.addAll(initial.upgradeError);
        roundTrip.addAll(initial.roundTrip);
        ping.addAll(initial.ping);
        drain.addAll(initial.drain);
        batchEnd.addAll(initial.batchEnd);
        released.addAll(initial.released);
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

    Subscription onPacket(BiConsumer<Direction, ? super EnginePacket> callback) {
        return packet.add(seen -> callback.accept(seen.direction(), seen.packet()));
    }

    <T> void call(Listeners<T> listeners, T value) {
        listeners.call(value, onThrown);
    }

    /** Returns what calls those that there are now. */
    <T> Runnable calling(Listeners<T> listeners, T value) {
        return listeners.calling(value, onThrown);
    }

    void received(EnginePacket received) {
        if (!packet.isEmpty()) {
            call(packet, new PacketSeen(Direction.IN, received));
        }
        if (received instanceof EnginePacket.Message message) {
            call(data, message.data());
        }
    }

    /** Returns whether anybody cares for such a packet. */
    boolean wants(EnginePacket received) {
        return !packet.isEmpty() || (received instanceof EnginePacket.Message && !data.isEmpty());
    }

    void thrown(Throwable thrown) {
        if (error.isEmpty()) {
            Failures.log(EngineLog.LOG, "A callback failed", thrown);
        } else {
            error.call(thrown, again -> Failures.log(EngineLog.LOG, "An error callback failed", again));
        }
    }
}
