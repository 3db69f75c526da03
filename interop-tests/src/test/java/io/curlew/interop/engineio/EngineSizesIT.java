package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Scale;
import io.curlew.interop.Transports;
import io.curlew.interop.node.NodeProcess;
import io.curlew.testserver.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages from nothing to 20 MB, there and back. An upgrade ends on the WebSocket that is tried here. */
class EngineSizesIT {
    private static final int MB = 1_000_000;
    private static final int[] SIZES = {0, 1, 255, 256, MB, 20 * MB};
    private static final int ENOUGH = 100 * MB;

    static Stream<Arguments> servers() {
        Supplier<EngineServer> ours =
                () -> new CurlewEngineServer(TestServer.builder().maxPayload(ENOUGH));
        Supplier<EngineServer> nodes = () -> new NodeEngineServer(Map.of("maxHttpBufferSize", ENOUGH));
        return Stream.of(Transports.POLLING, Transports.WEBSOCKET)
                .flatMap(transports -> NodeProcess.canStart()
                        ? Stream.of(
                                Arguments.of("our server", transports, ours),
                                Arguments.of("npm server", transports, nodes))
                        : Stream.of(Arguments.of("our server", transports, ours)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("servers")
    void everySizeComesBackAsItWas(String name, Transports transports, Supplier<EngineServer> start) {
        try (EngineServer server = start.get()) {
            Mailbox<EngineData> messages = new Mailbox<>("message");
            EngineSocketBuilder builder = EngineSocket.builder(server.uri()).onData(messages::put);
            EngineSocket socket = builder.transports(transports.types().toArray(new TransportType[0]))
                    .build();
            socket.connect().join();
            for (int size : SIZES) {
                for (EngineData sent : messages(size, name, transports)) {
                    socket.send(sent);
                    assertThat(messages.take().equals(sent)).as("%s", sent).isTrue();
                }
            }
            socket.close();
        }
    }

    /**
     * The largest takes long in a build that watches each access to a buffer: there one of the two will do, and none
     * between two WebSockets of Netty's.
     */
    private static List<EngineData> messages(int size, String name, Transports transports) {
        boolean slowest = name.equals("our server") && transports == Transports.WEBSOCKET;
        return List.of(binary(size), text(size)).subList(0, size == 20 * MB ? Scale.of(slowest ? 0 : 1, 2) : 2);
    }

    private static EngineData text(int size) {
        return EngineData.ofUtf8("Straße 7, ".repeat((size + 9) / 10).getBytes(StandardCharsets.UTF_8));
    }

    private static EngineData binary(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return EngineData.ofBytes(bytes);
    }
}
