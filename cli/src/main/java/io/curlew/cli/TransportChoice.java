package io.curlew.cli;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.SocketIoClientBuilder;

/** The ways to connect: what opens the connection, and what carries it in the end. */
enum TransportChoice {
    POLLING(TransportType.POLLING, TransportType.POLLING, "polling"),
    WEBSOCKET(TransportType.WEBSOCKET, TransportType.WEBSOCKET, "WebSocket"),
    UPGRADE(TransportType.POLLING, TransportType.WEBSOCKET, "polling, upgraded to WebSocket");

    private final TransportType first;
    private final TransportType last;
    private final String title;

    TransportChoice(TransportType first, TransportType last, String title) {
        this.first = first;
        this.last = last;
        this.title = title;
    }

    TransportType first() {
        return first;
    }

    TransportType last() {
        return last;
    }

    boolean upgrades() {
        return first != last;
    }

    String title() {
        return title;
    }

    void applyTo(SocketIoClientBuilder builder) {
        if (upgrades()) {
            builder.transports(first, last);
        } else {
            builder.transports(first);
        }
    }
}
