package io.curlew.engineio.client;

import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
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

    /**
     * Learns from what happens to a socket.
     *
     * @param order the transports in the order in which it tries them
     */
    void watch(EngineSocket socket, List<TransportType> order) {
        Subscription unused = socket.onOpen((Handshake opened) -> opened(socket, order));
        unused = socket.onUpgrade(transport -> webSocketWorks = true);
        unused = socket.onUpgradeError(why -> webSocketWorks = false);
        unused = socket.onClose(close -> {
            if (close.cause().filter(UpgradeMemory::isFailedWebSocket).isPresent()) {
                webSocketWorks = false;
            }
        });
    }

    private void opened(EngineSocket socket, List<TransportType> order) {
        if (socket.transport().equals(Optional.of(TransportType.WEBSOCKET))) {
            webSocketWorks = true;
        } else if (order.get(0) == TransportType.WEBSOCKET) {
            webSocketWorks = false; // it was tried, and another had to take its place
        }
    }

    /**
     * A session that is lost says nothing about WebSockets, which carried it until then. Nor does a server, or a
     * supplier, that fails before there could be one; what only took too long may have been the WebSocket.
     */
    private static boolean isFailedWebSocket(Throwable cause) {
        return cause instanceof TransportException why
                && why.transport() == TransportType.WEBSOCKET
                && why.reason() == CloseReason.TRANSPORT_ERROR
                && (why.phase() != Phase.CONNECT || why.getCause() == null);
    }
}
