package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.node.NodeProcess;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.fault.Direction;
import io.curlew.testserver.fault.Fault;
import io.curlew.testserver.fault.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that a server does not take end the session, and the client says why. */
@Tag("N30")
class RefusedBodiesIT {
    private static final String LETS_SESSIONS_LIVE = "6.6.12";
    private static final int LIMIT = 1_000;
    private static final int PLENTY = 10_000_000;
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    static Stream<Arguments> ofSmallLimits() {
        Map<String, ?> options = Map.of("maxHttpBufferSize", LIMIT);
        Supplier<EngineServer> earlier = () -> new NodeEngineServer(LETS_SESSIONS_LIVE, options);
        return Stream.concat(
                servers(
                        () -> new CurlewEngineServer(TestServer.builder().maxPayload(LIMIT)),
                        () -> new NodeEngineServer(options)),
                NodeProcess.canStart()
                        ? Stream.of(Arguments.of("npm server " + LETS_SESSIONS_LIVE, earlier))
                        : Stream.of());
    }

    static Stream<Arguments> ofLittlePatience() {
        return servers(
                () -> new CurlewEngineServer(
                        TestServer.builder().maxPayload(PLENTY).bodyTimeout(IMPATIENCE)),
                () -> new NodeEngineServer(
                        Map.of("maxHttpBufferSize", PLENTY, "httpRequestBodyTimeout", IMPATIENCE.toMillis())));
    }

    private static Stream<Arguments> servers(Supplier<EngineServer> ours, Supplier<EngineServer> nodes) {
        return NodeProcess.canStart()
                ? Stream.of(Arguments.of("our server", ours), Arguments.of("npm server", nodes))
                : Stream.of(Arguments.of("our server", ours));
    }

    private static EngineClose closeAfter(URI uri, int bytes) {
        EngineSocket socket = EngineSocket.builder(uri)
                .transports(TransportType.POLLING)
                .sendOversized()
                .build();
        socket.connect().join();
        socket.send("x".repeat(bytes));
        return socket.closed().join();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofSmallLimits")
    void tooLarge(String name, Supplier<EngineServer> start) {
        try (EngineServer server = start.get()) {
            for (int bytes : new int[] {LIMIT, 2_000_000}) {
                EngineClose close = closeAfter(server.uri(), bytes);
                assertThat(close.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
                assertThat(close.httpStatus()).hasValue(413);
                assertThat(server.left().reason()).startsWith("transport ");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofLittlePatience")
    void tooSlow(String name, Supplier<EngineServer> start) {
        try (EngineServer server = start.get();
                FaultProxy proxy = FaultProxy.to(server.uri()).start()) {
            proxy.faults(Fault.stallAfter(Direction.TO_SERVER, 50_000));
            EngineClose close = closeAfter(proxy.uri(), 200_000);
            assertThat(close.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
            assertThat(close.cause().orElseThrow())
                    .hasMessage(
                            "polling, write: the server answered 408: the request did not arrive in time; the network"
                                    + " may be too slow for its body");
            assertThat(server.left().reason()).isEqualTo("transport error");
        }
    }
}
