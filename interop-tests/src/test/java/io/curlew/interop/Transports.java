package io.curlew.interop;

import io.curlew.engineio.protocol.TransportType;
import java.util.List;
import java.util.Locale;

/** How a client under test connects. */
public enum Transports {
    /** Long-polling only. */
    POLLING,
    /** WebSocket only. */
    WEBSOCKET,
    /** Polling first, then the upgrade. */
    UPGRADE;

    /** Returns the transports, in the order in which they are tried. */
    public List<TransportType> types() {
        return switch (this) {
            case POLLING -> List.of(TransportType.POLLING);
            case WEBSOCKET -> List.of(TransportType.WEBSOCKET);
            case UPGRADE -> List.of(TransportType.POLLING, TransportType.WEBSOCKET);
        };
    }

    /** Returns their names, as the reference implementation takes them. */
    public List<String> names() {
        return types().stream().map(TransportType::wireName).toList();
    }

    /** Returns the name of the transport that carries the session in the end. */
    public String last() {
        return this == POLLING ? "polling" : "websocket";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
