package io.curlew.cli;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.SocketIoClientBuilder;

/** The ways to connect. */
enum TransportChoice {
    POLLING("polling", TransportType.POLLING),
    WEBSOCKET("WebSocket", TransportType.WEBSOCKET),
    UPGRADE("polling, upgraded to WebSocket", TransportType.POLLING, TransportType.WEBSOCKET);

    private final String title;
    private final TransportType[] inOrder;

    TransportChoice(String title, TransportType... inOrder) {
        this.title = title;
        this.inOrder = inOrder;
    }

    String title() {
        return title;
    }

    void applyTo(SocketIoClientBuilder builder) {
        builder.transports(inOrder);
    }

    /** Returns what opens the connection. */
    TransportType first() {
        return inOrder[0];
    }

    /** Returns what carries the connection in the end. */
    TransportType last() {
        return inOrder[inOrder.length - 1];
    }
}
