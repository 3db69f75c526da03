package io.curlew.testserver.session;

import io.curlew.engineio.protocol.EnginePacket;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be sent, in order, whatever transport carries the session then. A WebSocket takes packets at any time,
 * polling when a GET waits.
 */
final class Outbox {
    private final Polling polling;
    private final WebSockets webSockets;
    private final List<EnginePacket> packets = new ArrayList<>();

    Outbox(Polling polling, WebSockets webSockets) {
        this.polling = polling;
        this.webSockets = webSockets;
    }

    void add(EnginePacket packet) {
        packets.add(packet);
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    /** Sends what waits if the transport takes it. Returns whether the transport would take more. */
    boolean flush() {
        if (webSockets.areCarrying()) {
            webSockets.send(packets);
            packets.clear();
            return true;
        }
        if (polling.getIsWaiting() && !isEmpty()) {
            polling.answerGet(packets);
            packets.clear();
        }
        return polling.getIsWaiting();
    }

    /** Forgets what waits, and returns how many messages that are. */
    int discard() {
        long messages =
                packets.stream().filter(EnginePacket.Message.class::isInstance).count();
        packets.clear();
        return (int) messages;
    }
}
