package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The application's callbacks, by what they are about. */
final class CallbackLists {
    /** For sockets without callbacks: nothing is ever added here. */
    static final CallbackLists NONE = new CallbackLists();

    final Listeners<Handshake> open = new Listeners<>();
    final Listeners<EngineData> data = new Listeners<>();
    final Listeners<Callbacks.PacketSeen> packet = new Listeners<>();
    final Listeners<Throwable> error = new Listeners<>();
    final Listeners<EngineClose> close = new Listeners<>();
    final Listeners<TransportType> upgrade = new Listeners<>();
    final Listeners<Throwable> upgradeError = new Listeners<>();
    final Listeners<Duration> roundTrip = new Listeners<>();
    final Listeners<Boolean> ping = new Listeners<>();
    final Listeners<Boolean> drain = new Listeners<>();
    final Listeners<Boolean> batchEnd = new Listeners<>();
    final Listeners<Released> released = new Listeners<>();

    Subscription onPacket(BiConsumer<Direction, ? super EnginePacket> callback) {
        Objects.requireNonNull(callback, "callback");
        return packet.add(seen -> callback.accept(seen.direction(), seen.packet()));
    }

    /** Returns the same ones in lists of their own. */
    CallbackLists copyIfAny() {
        return this == NONE ? this : copy();
    }

    private CallbackLists copy() {
        CallbackLists copy = new CallbackLists();
        copy.open.addAll(open);
        copy.data.addAll(data);
        copy.packet.addAll(packet);
        copy.error.addAll(error);
        copy.close.addAll(close);
        copy.upgrade.addAll(upgrade);
        copy.upgradeError.addAll(upgradeError);
        copy.roundTrip.addAll(roundTrip);
        copy.ping.addAll(ping);
        copy.drain.addAll(drain);
        copy.batchEnd.addAll(batchEnd);
        copy.released.addAll(released);
        return copy;
    }
}
