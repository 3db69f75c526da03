package io.curlew.socketio.client;

import io.curlew.engineio.loop.EventLoop;
import java.util.function.Function;

/** One connection, from the attempt to open it to its end. */
final class Link {
    private final Wire wire;

    /** @param listener creates the listener for everything that happens on it */
    Link(Wire.Factory factory, EventLoop loop, ConnectAttempt attempt, Function<Link, Wire.Listener> listener) {
        this.wire = factory.create(loop, listener.apply(this), attempt);
    }

    Wire wire() {
        return wire;
    }
}
