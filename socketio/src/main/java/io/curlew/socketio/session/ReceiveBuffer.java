package io.curlew.socketio.session;

import io.curlew.socketio.protocol.SocketPacket;
import java.util.ArrayList;
import java.util.List;

/** Events that came before the server's CONNECT answer: with recovery, what was missed comes that early. */
final class ReceiveBuffer {
    private final EarlyRoom room;
    private List<Early> events = List.of();
    private long taken;

    ReceiveBuffer(EarlyRoom room) {
        this.room = room;
    }

    /** Adds an event; returns false if there is no room for it. */
    boolean add(SocketPacket.Event event, int size, int memory) {
        if (!room.take(memory)) {
            return false;
        }
        if (events.isEmpty()) {
            events = new ArrayList<>();
        }
        events.add(new Early(event, size, memory));
        taken += memory;
        return true;
    }

    /** Empties the buffer and returns what was in it. */
    List<Early> drain() {
        List<Early> all = events;
        clear();
        return all;
    }

    void clear() {
        room.giveBack(events.size(), taken);
        events = List.of();
        taken = 0;
    }

    /**
     * An event.
     *
     * @param size its bytes
     * @param memory what it takes
     */
    record Early(SocketPacket.Event event, int size, int memory) {}
}
