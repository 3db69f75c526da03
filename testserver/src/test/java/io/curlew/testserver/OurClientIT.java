package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.testserver.fault.Direction;
import io.curlew.testserver.fault.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Curlew's own client makes of faults, compression, and servers that are like others. */
class OurClientIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private TestServer server = TestServer.builder().usualWait(LONG).build();

    @AfterEach
    void close() {
        server.close();
    }

    private void serve(TestServer.Builder builder) {
        server = builder.usualWait(LONG).build();
        server.onConnection(socket -> socket.on("echo", event -> event.ack(event.args())));
        server.start();
    }

    private SocketIoClientBuilder client() {
        return SocketIoClient.builder(server.uri()).reconnection(Backoff.fixed(Duration.ofMillis(10)));
    }

    private static String echo(Socket socket, String text) {
        return socket.emitWithAck("echo", text).join().get(0, String.class);
    }

    /** Either the packet is none of the client's business, or it begins anew: then the next call is answered too. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISCONNECT_WITH_OBJECT")
    void badPacketsAreSurvivedOnWebSocket(BadPacket packet) {
        survives(packet, TransportType.WEBSOCKET);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISCONNECT_WITH_OBJECT")
    void badPacketsAreSurvivedOnPolling(BadPacket packet) {
        survives(packet, TransportType.POLLING);
    }

    private void survives(BadPacket packet, TransportType transport) {
        serve(TestServer.builder());
        try (SocketIoClient client = client().transports(transport).build()) {
            Socket socket = client.socket("/");
            socket.connect(LONG).join();
            server.awaitConnection().connection().send(packet);
            server.emit("afterwards");
            await().atMost(LONG).ignoreExceptions().until(() -> echo(socket, "still there"), "still there"::equals);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "HANDSHAKE_.*")
    void badHandshakesFailOneAttempt(BadPacket packet) {
        for (TransportType transport : TransportType.values()) {
            serve(TestServer.builder());
            server.rule(Rule.sent().next(1).replacedBy(packet));
            List<Throwable> errors = new CopyOnWriteArrayList<>();
            try (SocketIoClient client = client().transports(transport).build()) {
                Socket socket = client.socket("/");
                socket.onConnectError(errors::add);
                socket.connect(LONG).join();
                assertThat(echo(socket, "there")).isEqualTo("there");
                assertThat(server.awaitConnection().connection().number()).isEqualTo(2);
            }
            server.close();
            await().until(() -> !errors.isEmpty()); // listeners are called apart from futures
            assertThat(errors).singleElement(THROWABLE).hasStackTraceContaining(reason(packet));
        }
    }

    private static String reason(BadPacket handshake) {
        return switch (handshake) {
            case HANDSHAKE_WITHOUT_ID -> "invalid handshake: \"sid\" must be a string";
            case HANDSHAKE_WITH_EMPTY_ID -> "invalid handshake: \"sid\" must have 1 to 1024 characters";
            case HANDSHAKE_WITH_LONG_ID -> "invalid handshake: an open packet may carry at most 8192 bytes";
            case HANDSHAKE_WITH_NEGATIVE_TIME, HANDSHAKE_WITH_ENDLESS_TIME ->
                "invalid handshake: \"pingInterval\" must be a whole number from 1 to 86400000";
            default -> "invalid handshake: ";
        };
    }

    /** As from a server of python-socketio, which sends away so whom it doesn't want. */
    @Test
    void aDisconnectWithAMessageIsOne() throws Exception {
        serve(TestServer.builder());
        CompletableFuture<Disconnection> left = new CompletableFuture<>();
        try (SocketIoClient client = client().build()) {
            Socket socket = client.socket("/");
            socket.onDisconnect(left::complete);
            socket.connect(LONG).join();
            server.awaitConnection().connection().send(BadPacket.DISCONNECT_WITH_OBJECT);
            assertThat(left.get(30, TimeUnit.SECONDS).serverMessage()).contains("not today");
        }
    }

    static Stream<Rule> upgradesThatFail() {
        return Stream.of(
                Rule.upgrades().stalled(),
                Rule.upgrades().answered(502),
                Rule.upgrades().reset(),
                Rule.upgrades().cutAfter(20),
                Rule.probes().dropped(),
                Rule.probes().replacedBy("3wrong"),
                Rule.probes().reset());
    }

    @ParameterizedTest
    @MethodSource("upgradesThatFail")
    void aSessionWhoseUpgradeFailsGoesOnOverPolling(Rule rule) {
        serve(TestServer.builder());
        server.rule(rule);
        try (SocketIoClient client = client().build()) {
            Socket socket = client.socket("/");
            socket.connect(LONG).join();
            EngineConnection connection = server.awaitConnection().connection();
            String followed = "rule      " + rule;
            await().atMost(LONG).until(() -> server.journal().transcript().contains(followed));
            assertThat(echo(socket, "there")).isEqualTo("there");
            assertThat(connection.transport()).isEqualTo(TransportType.POLLING);
            assertThat(server.connections()).containsExactly(connection);
        }
    }

    @Test
    void compressionIsAgreedUpon() {
        serve(TestServer.builder().perMessageDeflate());
        String large = "compressible ".repeat(10_000);
        byte[] random = new byte[5000];
        new Random(1).nextBytes(random);
        try (SocketIoClient client = client().transports(TransportType.WEBSOCKET)
                .engine(engine -> engine.compression(settings -> {}))
                .build()) {
            Socket socket = client.socket("/");
            socket.connect(LONG).join();
            assertThat(echo(socket, large)).isEqualTo(large);
            assertThat(echo(socket, "small")).isEqualTo("small");
            assertThat(socket.emitWithAck("echo", (Object) random).join().get(0, byte[].class))
                    .isEqualTo(random);
            IntStream.range(0, 50)
                    .forEach(i -> assertThat(echo(socket, large.substring(i))).hasSize(large.length() - i));
        }
    }

    /** What goes over the wire shows it: text that is compressed is not there. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void oneEventAloneMayBeLeftUncompressed(boolean compressed) {
        serve(TestServer.builder().perMessageDeflate());
        String large = "compressible ".repeat(1000);
        try (FaultProxy proxy = FaultProxy.to(server.uri()).recording().start();
                SocketIoClient client = SocketIoClient.builder(proxy.uri())
                        .transports(TransportType.WEBSOCKET)
                        .engine(engine -> engine.compression(settings -> {}))
                        .build()) {
            Socket socket = client.socket("/");
            socket.on("question", event -> event.ack(event.args().get(0, String.class)));
            socket.connect(LONG).join();
            ServerSocket joined = server.awaitConnection();
            assertThat(joined.compress(compressed)
                            .emitWithAck("question", large)
                            .join()
                            .get(0, String.class))
                    .isEqualTo(large);
            byte[] wire = proxy.connections().get(0).recorded(Direction.TO_CLIENT);
            assertThat(new String(wire, ISO_8859_1).contains(large)).isEqualTo(!compressed);
        }
    }

    /** It takes a hundred bytes on the way, so only the size of what is inflated can be meant. */
    @Test
    void aCompressedMessageThatIsTooLargeEndsItsSession() {
        serve(TestServer.builder().perMessageDeflate().maxPayload(20_000));
        try (SocketIoClient client = client().transports(TransportType.WEBSOCKET)
                .noReconnection()
                .engine(engine -> engine.compression(settings -> {}))
                .build()) {
            Socket socket = client.socket("/");
            socket.connect(LONG).join();
            ServerSocket joined = server.awaitConnection();
            socket.emit("large", "x".repeat(100_000));
            assertThat(joined.awaitDisconnect()).isEqualTo(ServerDisconnectReason.TRANSPORT_ERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({"PYTHON_ENGINEIO", "NETTY_SOCKETIO"})
    void itGetsAlongWithServersThatAreLikeOthers(OtherServer other) {
        serve(TestServer.builder().like(other));
        try (SocketIoClient client = client().transports(TransportType.POLLING).build()) {
            Socket socket = client.socket("/");
            socket.connect(LONG).join();
            var answers = IntStream.range(0, 100)
                    .mapToObj(i -> socket.emitWithAck("echo", "number " + i))
                    .toList();
            answers.forEach(
                    answer -> assertThat(answer.join().get(0, String.class)).startsWith("number "));
        }
    }

    @Test
    void itRefusesCompressedPolls() {
        serve(TestServer.builder());
        server.rule(Rule.polls().next(1).compressed());
        try (SocketIoClient client =
                client().transports(TransportType.POLLING).noReconnection().build()) {
            assertThatThrownBy(() -> client.socket("/").connect(LONG).join())
                    .hasStackTraceContaining("the answer has a content encoding, though none was accepted");
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "40", "200"})
    void itConnectsAgainAfterAnAnswerThatWasCut(int bytes) {
        serve(TestServer.builder());
        server.rule(Rule.handshakes().next(1).cutAfter(bytes));
        try (SocketIoClient client = client().transports(TransportType.POLLING).build()) {
            Socket socket = client.socket("/");
            socket.connect(LONG).join();
            assertThat(echo(socket, "there")).isEqualTo("there");
        }
    }
}
