package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Transports;
import io.curlew.socketio.client.DroppedEvent;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was accepted before {@code close()} reaches the server, also when the connection is just being upgraded. */
@Tag("F17")
class FlushIT {
    private static final int CLIENTS = 10;
    private static final int EVENTS = 50;

    static Stream<Arguments> servers() {
        return ServerKind.all()
                .flatMap(kind -> Stream.of(Transports.values()).map(transports -> Arguments.of(kind, transports)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("servers")
    void closeSendsWhatWasAccepted(ServerKind kind, Transports transports) {
        Queue<DroppedEvent> dropped = new ConcurrentLinkedQueue<>();
        List<Integer> sent = new ArrayList<>();
        try (SocketIoServer server = kind.start()) {
            for (int i = 0; i < CLIENTS; i++) {
                try (SocketIoClient client = client(server, transports)) {
                    Socket socket = client.socket("/");
                    socket.onDropped(dropped::add);
                    socket.connect().join();
                    IntStream.range(i * EVENTS, (i + 1) * EVENTS).forEach(number -> {
                        sent.add(number);
                        socket.emit("note", number);
                    });
                }
            }
            try (SocketIoClient client = client(server, transports)) {
                Socket socket = client.socket("/").connect().join();
                List<Integer> received = socket.emitWithAck("received").join().get(0, new TypeRef<>() {});
                assertThat(received).isEqualTo(sent);
            }
        }
        assertThat(dropped).isEmpty();
    }

    private static SocketIoClient client(SocketIoServer server, Transports transports) {
        return SocketIoClient.builder(server.uri())
                .transports(transports.types().toArray(TransportType[]::new))
                .build();
    }
}
