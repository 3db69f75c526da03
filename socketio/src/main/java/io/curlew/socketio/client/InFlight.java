package io.curlew.socketio.client;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the packets that connections have taken and not written yet. One connection writes at a time: another that is
 * about to end has written all it had, or given it back, when the client asks. Confined to the loop.
 */
final class InFlight {
    private List<Farewell> farewells = List.of();
    private long taken;
    private long written;

    /** @param end how many had been taken with it */
    private record Farewell(long end, int packets) {}

    /** A connection has taken a packet and its attachments. */
    void taken(int packets) {
        taken += packets;
    }

    /** A connection has taken a packet, of this many parts, whose loss needs no report. */
    void farewell(int packets) {
        taken += packets;
        if (taken > written) {
            if (farewells.isEmpty()) {
                farewells = new ArrayList<>(1);
            }
            farewells.add(new Farewell(taken, packets));
        }
    }

    /** So many have been written, in the order in which they were taken, or never will be. */
    void written(int packets) {
        written += packets;
        while (!farewells.isEmpty() && farewells.get(0).end() <= written) {
            farewells.remove(0);
        }
    }

    /** Returns how many there are, without farewells. */
    long count() {
        long missedByNobody = 0;
        for (Farewell farewell : farewells) {
            missedByNobody += Math.min(farewell.packets(), farewell.end() - written);
        }
        return taken - written - missedByNobody;
    }
}
