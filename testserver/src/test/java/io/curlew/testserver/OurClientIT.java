package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
    @EnumSource(BadPacket.class)
    void badPacketsAreSurvivedOnWebSocket(BadPacket packet) {
        survives(packet, TransportType.WEBSOCKET);
    }

    @ParameterizedTest
    @EnumSource(BadPacket.class)
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
