package io.curlew.socketio.client;

import io.curlew.socketio.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Tells the session what has happened, and does what it wants then. What helpers have of their driver. On the loop. */
@FunctionalInterface
interface Feed {
    /** Something that the session is to know. */
    @FunctionalInterface
    interface Input {
        void to(ClientSession session, LoopClock clock);
    }

    /**
     * Something has happened, which counts only while that connection is the present one.
     *
     * @param on null when it counts only while there is none
     */
    void happened(@Nullable Link on, Input input);
}
