package io.curlew.interop.socketio;

import io.curlew.interop.Transports;
import io.curlew.interop.node.NodeProcess;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** A server for tests of our client that need no choice of transports. */
enum ServerKind {
    REFERENCE,
    OURS;

    /** Returns those that can run here. */
    static Stream<ServerKind> all() {
        return NodeProcess.canStart() ? Stream.of(values()) : Stream.of(OURS);
    }

    /** Returns those, each with all ways to connect. */
    static Stream<Arguments> everywhere() {
        return all().flatMap(kind -> Stream.of(Transports.values()).map(transports -> Arguments.of(kind, transports)));
    }

    SocketIoServer start() {
        return this == OURS ? new CurlewSocketIoServer() : new NodeSocketIoServer();
    }

    /** Starts one whose clients may be away for that long, and go on where they were; it takes messages so large. */
    SocketIoServer startRecovering(Duration atMost, int maxMessage) {
        return this == OURS
                ? new CurlewSocketIoServer(server -> server.recovery(atMost).maxPayload(maxMessage))
                : new NodeSocketIoServer(Map.of(
                        "connectionStateRecovery",
                        Map.of("maxDisconnectionDuration", atMost.toMillis()),
                        "maxHttpBufferSize",
                        maxMessage));
    }
}
