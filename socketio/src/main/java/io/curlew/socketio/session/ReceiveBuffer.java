package io.curlew.socketio.session;

import io.curlew.socketio.protocol.SocketPacket;
import java.util.ArrayList;
import java.util.List;

/** Events that came before the server's CONNECT answer: with recovery, what was missed comes that early. */
final class ReceiveBuffer {
    private final int maxEvents;
    private final long maxBytes;
    private final List<Early> events = new ArrayList<>();
    private long bytes;

    ReceiveBuffer(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Adds an event; returns false when there is no room for it. */
    boolean add(SocketPacket.Event event, long size) {
        if (events.size() >= maxEvents || size > maxBytes - bytes) {
            return false;
        }
        events.add(new Early(event, size));
        bytes += size;
        return true;
    }

    /** Empties the buffer and returns what was in it. */
    List<Early> drain() {
        List<Early> all = List.copyOf(events);
        clear();
        return all;
    }

    void clear() {
        events.clear();
        bytes = 0;
    }

    /** An event, and its bytes. */
    record Early(SocketPacket.Event event, long size) {}
}
