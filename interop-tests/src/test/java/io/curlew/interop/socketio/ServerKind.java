package io.curlew.interop.socketio;

import io.curlew.interop.node.NodeProcess;
import java.util.stream.Stream;

/** A server for tests of our client that need no choice of transports. */
enum ServerKind {
    REFERENCE,
    OURS;

    /** Returns those that can run here. */
    static Stream<ServerKind> all() {
        return NodeProcess.canStart() ? Stream.of(values()) : Stream.of(OURS);
    }

    SocketIoServer start() {
        return this == OURS ? new CurlewSocketIoServer() : new NodeSocketIoServer();
    }
}
