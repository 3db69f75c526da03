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
     * Something has happened.
     *
     * @param on where: what comes of a connection that is not the present one is of no interest; null for none
     */
    void happened(@Nullable Link on, Input input);
}
