package io.curlew.engineio.client;

import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the sockets of one builder found out about WebSockets: whether the latest that was tried worked. The next socket
 * then begins with one. Told by the sockets' callbacks, so a moment late.
 */
final class UpgradeMemory {
    private volatile boolean webSocketWorks;

    /** Returns the transports in the order in which the next socket is to try them. */
    List<TransportType> order(List<TransportType> told) {
        if (!webSocketWorks || !told.contains(TransportType.WEBSOCKET)) {
            return told;
        }
        List<TransportType> order = new ArrayList<>(told);
        order.remove(TransportType.WEBSOCKET);
        order.add(0, TransportType.WEBSOCKET);
        return order;
    }

    /** Learns from what happens to a socket. */
    void watch(EngineSocket socket) {
        Subscription unused = socket.onOpen((Handshake opened) -> {
            if (socket.transport().equals(Optional.of(TransportType.WEBSOCKET))) {
                webSocketWorks = true;
            }
        });
        unused = socket.onUpgrade(transport -> webSocketWorks = true);
        unused = socket.onUpgradeError(why -> webSocketWorks = false);
        unused = socket.onClose(close -> {
            if (close.cause().isPresent()) {
                webSocketWorks = false;
            }
        });
    }
}
