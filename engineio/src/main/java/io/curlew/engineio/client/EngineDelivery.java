package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.IncomingBound;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Brings what happened to the application. Callers are on the loop, but where it says otherwise. */
abstract class EngineDelivery {
    /**
     * The packet, its data, what calls the callbacks, and the place in a queue: 100 to 200 bytes with 32-bit
     * references.
     */
    static final long PER_PACKET = 144;

    final Callbacks callbacks;
    private final Executor executor;

    EngineDelivery(Callbacks callbacks, Executor executor) {
        this.callbacks = callbacks;
        this.executor = executor;
    }

    /**
     * Returns the one for a socket of these settings.
     *
     * @param executor where callbacks run that don't run on the loop
     */
    static EngineDelivery of(
            EngineSettings settings, Callbacks callbacks, Executor executor, Backpressure backpressure) {
        IncomingBound bound = settings.incoming();
        return settings.direct()
                ? new DirectDelivery(callbacks, executor, bound, backpressure)
                : new LaneDelivery(callbacks, executor, bound, backpressure);
    }

    /** Calls those listeners that there are now. */
    abstract <T> void tell(Listeners<T> listeners, T value);

    void opened(Handshake handshake) {
        tell(callbacks.lists().open, handshake);
    }

    void upgraded(TransportType transport) {
        tell(callbacks.lists().upgrade, transport);
    }

    void upgradeFailed(Throwable why) {
        tell(callbacks.lists().upgradeError, why);
    }

    void pinged() {
        tell(callbacks.lists().ping, true);
    }

    void roundTrip(Duration time) {
        tell(callbacks.lists().roundTrip, time);
    }

    void batchEnd() {
        tell(callbacks.lists().batchEnd, true);
    }

    void failed(Throwable why) {
        tell(callbacks.lists().error, why);
    }

    /** Delivers a packet. */
    abstract void received(EnginePacket packet);

    /** Reports that messages have left the buffer: waiting reports are added up. From any thread. */
    abstract void released(Released now);

    /** Tells that all has been written: once, however often that was so meanwhile. */
    abstract void drained();

    /** Shows a packet that is sent. */
    abstract void sent(EnginePacket packet);

    /** Tells of a message that can't be sent. */
    abstract void refused(IllegalArgumentException why);

    /** Brings the one close signal. */
    void closed(EngineClose close) {
        tell(callbacks.lists().close, close);
        Inbox<EnginePacket.Message> inbox = callbacks.inbox();
        if (inbox != null) {
            inbox.end();
        }
    }

    /** Completes a future where what depends on it may run. */
    abstract void complete(Runnable completion);

    /** Makes sure that pending notifications run. */
    abstract void flush();

    /** Returns whether the calling thread runs a callback that others wait for. */
    abstract boolean isInCallback();

    Executor executor() {
        return executor;
    }

    /** Returns what a packet takes in memory while it waits. */
    static long memory(EnginePacket packet) {
        if (packet instanceof EnginePacket.Message message) {
            return PER_PACKET + message.data().size();
        }
        return PER_PACKET
                + (packet instanceof EnginePacket.LaterOpen later ? later.data().size() : 0);
    }
}
