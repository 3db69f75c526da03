package io.curlew.socketio.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What the parts of a session share: its settings, its timers, the queue of what comes out of it, and the room for
 * events that come too early.
 */
record Core(SessionConfig config, Timers timers, Queue<SocketAction> actions, EarlyRoom earlyRoom) {

    Core(SessionConfig config) {
        this(config, new Timers(), new ArrayDeque<>(2), new EarlyRoom(config.earlyEvents(), config.earlyBytes()));
    }

    void add(SocketAction action) {
        actions.add(action);
    }

    ConnectFailure noAnswer() {
        return new ConnectFailure.NoAnswer(Duration.ofNanos(config.connectTimeout()));
    }

    /** Returns the time this long after now, or {@link ClientSession#NONE} when that is beyond all time. */
    static long after(long now, long nanos) {
        return nanos >= ClientSession.NONE - Math.max(now, 0) ? ClientSession.NONE : now + nanos;
    }
}
