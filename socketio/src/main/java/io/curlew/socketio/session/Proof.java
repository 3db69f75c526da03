package io.curlew.socketio.session;

import java.util.OptionalLong;

/** Whether the server is known to have read everything that was sent for a namespace over the present connection. */
final class Proof {
    private boolean missing;
    private OptionalLong asking =
            OptionalLong.empty(); // the ack id of what was sent last, if it is an event that has one

    /** Nothing was sent that the server may still have to read. */
    void reset() {
        missing = false;
    }

    /** An event was sent. */
    void sent(OptionalLong ackId) {
        missing = true;
        asking = ackId;
    }

    /** Something was sent that the server does not answer. */
    void sent() {
        sent(OptionalLong.empty());
    }

    /** An event was answered: if it was what was sent last, all before it was read too. */
    void answered(long ackId) {
        if (asking.isPresent() && asking.getAsLong() == ackId) {
            missing = false;
        }
    }

    /** Returns whether something may not have been read yet. */
    boolean isMissing() {
        return missing;
    }
}
