package io.curlew.kafka;

import io.curlew.socketio.client.RecoveryPoint;
import io.curlew.socketio.protocol.Args;
import java.util.Optional;

/**
 * An event that a task has taken.
 *
 * @param offset the server's offset, if this event has one
 * @param point where the server can go on after this event
 * @param ack answers the server, which waits for that; empty when it does not
 */
record Received(
        String name, Args args, Optional<String> offset, Optional<RecoveryPoint> point, Optional<Runnable> ack) {}
