package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Scale;
import io.curlew.interop.Transports;
import io.curlew.interop.node.NodeProcess;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.TypeRef;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is emitted just before a client closes, or leaves, reaches the server's handlers, and the server sees it leave.
 * The reference server ignores events that it reads together with the DISCONNECT after them.
 */
@Tag("N20")
class LastEventIT {
    private static final int TIMES = Scale.of(32, 200);
    private static final int MOMENTS = 8;

    /**
     * The reference server for these tests alone: the client waits for an answer to what it sends last, but not for
     * long, and one that many tests keep busy may be later.
     */
    private static Optional<NodeProcess> node = Optional.empty();

    @BeforeAll
    static void startNode() {
        if (NodeProcess.canStart()) {
            node = Optional.of(NodeProcess.start(NodeSocketIoServer.SCRIPT));
        }
    }

    @AfterAll
    static void stopNode() {
        node.ifPresent(NodeProcess::close);
    }

    static Stream<Arguments> servers() {
        return ServerKind.all()
                .flatMap(kind -> Stream.of(Transports.values()).map(transports -> Arguments.of(kind, transports)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("servers")
    void isHandledWhenTheClientCloses(ServerKind kind, Transports transports) {
        try (SocketIoServer server = start(kind)) {
            for (int i = 0; i < TIMES; i++) {
                try (SocketIoClient client = client(server, transports)) {
                    emitLast(client.socket("/").connect().join(), i);
                }
                assertThat(server.left("/")).isEqualTo("client namespace disconnect");
            }
            assertNoted(server);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("servers")
    void isHandledWhenTheLastNamespaceIsLeft(ServerKind kind, Transports transports) {
        try (SocketIoServer server = start(kind);
                SocketIoClient client = client(server, transports)) {
            for (int i = 0; i < TIMES; i++) {
                Socket socket = client.socket("/").connect().join();
                emitLast(socket, i);
                socket.disconnect();
                assertThat(server.left("/")).isEqualTo("client namespace disconnect");
            }
            assertNoted(server);
        }
    }

    /** A server that reads a DISCONNECT and the next CONNECT together closes the connection. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("servers")
    void isHandledWhenANamespaceIsLeftAndJoinedAgainAtOnce(ServerKind kind, Transports transports) {
        try (SocketIoServer server = start(kind);
                SocketIoClient client = client(server, transports)) {
            Queue<Disconnection> losses = new ConcurrentLinkedQueue<>();
            Socket other = client.socket("/").connect().join();
            client.onClose(losses::add);
            Socket admin = client.socket("/admin");
            for (int i = 0; i < TIMES; i++) {
                admin.connect().join();
                emitLast(admin, i);
                admin.disconnect();
            }
            for (int i = 0; i < TIMES; i++) {
                assertThat(server.left("/admin")).isEqualTo("client namespace disconnect");
            }
            assertThat(noted(other)).isEqualTo(numbers());
            assertThat(losses).isEmpty();
        }
    }

    private static SocketIoServer start(ServerKind kind) {
        return kind == ServerKind.REFERENCE ? new NodeSocketIoServer(node.orElseThrow()) : kind.start();
    }

    /** At some other moment of an upgrade each time, and binary every other time. */
    private static void emitLast(Socket socket, int number) {
        for (int i = 0; i < number % MOMENTS; i++) {
            socket.emitWithAck("ask", i).join();
        }
        if (number % 2 == 0) {
            socket.emit("note", number);
        } else {
            socket.emit("note with", number, new byte[] {1, 2, 3}, new byte[1000]);
        }
    }

    private static void assertNoted(SocketIoServer server) {
        try (SocketIoClient client = client(server, Transports.WEBSOCKET)) {
            assertThat(noted(client.socket("/").connect().join())).isEqualTo(numbers());
        }
    }

    private static List<Integer> noted(Socket socket) {
        return socket.emitWithAck("noted").join().get(0, new TypeRef<List<Integer>>() {});
    }

    private static List<Integer> numbers() {
        return IntStream.range(0, TIMES).boxed().toList();
    }

    private static SocketIoClient client(SocketIoServer server, Transports transports) {
        return SocketIoClient.builder(server.uri())
                .transports(transports.types().toArray(TransportType[]::new))
                .build();
    }
}
