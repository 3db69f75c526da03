package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;

/**
 * Receives everything that happens to a socket in direct mode, except for packets. A program with many sockets needs
 * less memory with one listener for each socket than with several callbacks. All methods are called on the event loop,
 * where nothing may block, and before the callbacks of the same kind. See {@link EngineSocket#listen}.
 */
public interface EngineListener {
    /** The session has opened; see {@link EngineSocket#onOpen}. */
    default void opened(Handshake handshake) {}

    /** A message has arrived; see {@link EngineSocket#onData}. */
    default void received(EngineData data) {}

    /** All messages of one read have arrived; see {@link EngineSocket#onBatchEnd}. */
    default void batchEnd() {}

    /** The server has sent a ping; see {@link EngineSocket#onPing}. */
    default void pinged() {}

    /** A round trip took this long; see {@link EngineSocket#onRoundTrip}. */
    default void roundTrip(Duration time) {}

    /** The session has moved to another transport; see {@link EngineSocket#onUpgrade}. */
    default void upgraded(TransportType transport) {}

    /** The session could not move, and stays where it was; see {@link EngineSocket#onUpgradeError}. */
    default void upgradeFailed(Throwable why) {}

    /** Messages have left the program, or never will; see {@link EngineSocket#onReleased}. */
    default void released(Released messages) {}

    /** Everything that was sent has left the program; see {@link EngineSocket#onDrain}. */
    default void drained() {}

    /** Something went wrong, or a callback or this listener has thrown; see {@link EngineSocket#onError}. */
    default void failed(Throwable why) {}

    /** The socket has come to its end; see {@link EngineSocket#onClose}. */
    default void closed(EngineClose close) {}
}
