package io.curlew.socketio.client;

import java.util.ArrayDeque;
import java.util.Queue;

/** Counts the packets that connections have taken and not written yet. Confined to the loop. */
final class InFlight {
    private final Queue<Long> farewells = new ArrayDeque<>(1);
    private long taken;
    private long written;

    /** A connection has taken a packet and its attachments. */
    void taken(int packets) {
        taken += packets;
    }

    /** A connection has taken a packet that nobody misses. */
    void farewell() {
        taken++;
        if (taken > written) {
            farewells.add(taken);
        }
    }

    /** So many have been written, in the order in which they were taken, or never will be. */
    void written(int packets) {
        written += packets;
        while (!farewells.isEmpty() && farewells.element() <= written) {
            farewells.remove();
        }
    }

    /** Returns how many there are, without farewells. */
    long count() {
        return taken - written - farewells.size();
    }
}
