package io.curlew.socketio.client;

import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.Emit;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way out.
 *
 * @param args the application's values, for those who listen to what is sent; empty when nobody does
 */
record OutgoingEvent(
        EncodedPacket packet,
        OptionalLong ackId,
        long ackTimeout,
        long timeToLive,
        boolean isVolatile,
        int retries,
        boolean compresses,
        String name,
        List<@Nullable Object> args)
        implements Emit {

    /** Returns whether something about it may run out. */
    boolean needsTime() {
        return ackId.isPresent() || timeToLive != ClientSession.NONE;
    }
}
