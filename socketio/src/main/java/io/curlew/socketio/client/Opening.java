package io.curlew.socketio.client;

import io.curlew.engineio.client.EngineSocketBuilder;

/** When a connection counts as open. */
enum Opening {
    /** When the first transport is. */
    FIRST_TRANSPORT,
    /** When one of the transports is, each tried in turn. */
    ANY_TRANSPORT,
    /** When it has moved from polling to WebSocket. */
    UPGRADED;

    Wire wire(EngineSocketBuilder engine, Wire.Listener listener) {
        return switch (this) {
            case FIRST_TRANSPORT -> EngineWire.opening(engine.build(), listener);
            case ANY_TRANSPORT -> EngineWire.opening(engine.buildWithFallback(), listener);
            case UPGRADED -> EngineWire.upgrading(engine.buildWebSocketWithUpgrade(), listener);
        };
    }
}
