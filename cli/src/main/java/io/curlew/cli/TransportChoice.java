package io.curlew.cli;

/** The ways to connect. */
enum TransportChoice {
    POLLING,
    WEBSOCKET,
    /** Polling first, then WebSocket. */
    UPGRADE
}
