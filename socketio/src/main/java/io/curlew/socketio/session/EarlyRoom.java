package io.curlew.socketio.session;

/** How much room is left for events that come before the server's CONNECT answers, of whichever namespaces. */
final class EarlyRoom {
    private int events;
    private long bytes;

    EarlyRoom(int events, long bytes) {
        this.events = events;
        this.bytes = bytes;
    }

    /** Takes room for an event that takes this much memory; returns false when there is not so much. */
    boolean take(long memory) {
        if (events == 0 || memory > bytes) {
            return false;
        }
        events--;
        bytes -= memory;
        return true;
    }

    /** Gives back what so many events took. */
    void giveBack(int count, long memory) {
        events += count;
        bytes += memory;
    }
}
