package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Listeners;
import io.curlew.socketio.protocol.SocketPacket;
import java.time.Duration;

/** The listeners of a client rather than of one of its sockets. They may be added and removed on any thread. */
final class Signals {
    /** For a client without listeners: nothing is ever added here. */
    static final Signals NONE = new Signals();

    final Listeners<Boolean> open = new Listeners<>();
    final Listeners<Disconnection> close = new Listeners<>();
    final Listeners<SocketPacket> packet = new Listeners<>();
    final Listeners<Duration> ping = new Listeners<>();
    final Listeners<Boolean> drain = new Listeners<>();
    final Listeners<Throwable> error = new Listeners<>();
    final Listeners<Integer> reconnectAttempt = new Listeners<>();
    final Listeners<Throwable> reconnectError = new Listeners<>();
    final Listeners<Boolean> reconnectFailed = new Listeners<>();
    final Listeners<Integer> reconnect = new Listeners<>();
}
