package io.curlew.engineio.protocol;

import java.util.Optional;

/** A transport for packets (Engine.IO protocol 4, section "Transports"). */
public enum TransportType {
    /** HTTP long-polling: one GET waits for packets, POSTs send them. */
    POLLING("polling"),
    /** One WebSocket connection, with one packet per frame. */
    WEBSOCKET("websocket");

    private final String wireName;

    TransportType(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the name used in the {@code transport} query parameter and in the handshake's {@code upgrades}. */
    public String wireName() {
        return wireName;
    }

    /** Returns the transport with that name; empty for one that Curlew does not support. */
    public static Optional<TransportType> ofWireName(String name) {
        for (TransportType type : values()) {
            if (type.wireName.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return wireName;
    }
}
