package io.curlew.socketio.session;

import java.util.ArrayDeque;
import java.util.Queue;

/** What the parts of a session share: its settings, its timers, and the queue of what comes out of it. */
record Core(SessionConfig config, Timers timers, Queue<SocketAction> actions) {

    Core(SessionConfig config) {
        this(config, new Timers(), new ArrayDeque<>(2));
    }

    void add(SocketAction action) {
        actions.add(action);
    }

    /** Returns the time this long after now, or {@link ClientSession#NONE} when that is beyond all time. */
    static long after(long now, long nanos) {
        return nanos >= ClientSession.NONE - Math.max(now, 0) ? ClientSession.NONE : now + nanos;
    }
}
