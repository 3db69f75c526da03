package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A server that says why it sends a client out of a namespace, as python-socketio does when it always connects first.
 */
@Tag("N14")
@Timeout(20)
@Isolated("it looks at what all of the JVM prints")
class SentOutTest {
    private static final String REFUSAL = "{\"message\":\"no\\nentry\",\"data\":{\"code\":7}}";

    private final FakeServer server = new FakeServer();
    private final SocketIoClient client =
            FakeServer.client().reconnectAfterServerDisconnect().build(server);
    private final Socket socket = client.socket("/");
    private final BlockingQueue<Disconnection> told = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        socket.onDisconnect(told::add);
    }

    @AfterEach
    void close() {
        System.setErr(before);
        client.close();
    }

    @Test
    void whatTheServerSaysIsAnAccessorAndInTheLog() throws Exception {
        socket.connect().join();
        server.newest().sendText("1" + REFUSAL);
        Disconnection why = told.take();
        assertThat(why.reason()).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(why.serverMessage()).contains("no\nentry");
        assertThat(why.payload().orElseThrow().field("data")).map(Json::text).contains("{\"code\":7}");
        assertThat(why.toString()).doesNotContain("entry");
        await().untilAsserted(() -> assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("The server disconnected namespace /: no\\nentry"));
    }

    @Test
    void whoIsSentOutInThisWayDoesNotComeBack() throws Exception {
        socket.connect().join();
        server.newest().sendText("1" + REFUSAL);
        assertThat(told.take().willReconnect()).isFalse();
        await().until(() -> client.state() == SocketIoClient.State.IDLE);
        assertThat(socket.active()).isFalse();
        socket.connect().join();
        server.kick("/");
        assertThat(told.poll(30, TimeUnit.SECONDS).willReconnect()).isTrue();
    }

    @Test
    void aServerThatGivesNoMessageIsQuotedInFull() {
        Optional<Json> payload = Optional.of(Json.of("{\"message\":7}"));
        assertThat(new Disconnection(DisconnectReason.IO_SERVER_DISCONNECT, Optional.empty(), false, payload)
                        .serverMessage())
                .contains("{\"message\":7}");
        assertThat(new Disconnection(DisconnectReason.IO_SERVER_DISCONNECT, Optional.empty(), false).serverMessage())
                .isEmpty();
    }

    @Test
    void whatTheServerSaysBeforeItsAnswerIsToldToo() throws Exception {
        server.silent = true;
        BlockingQueue<ConnectFailedException> failures = new LinkedBlockingQueue<>();
        socket.onConnectError(failures::add);
        var unused = socket.connect();
        await().until(() -> !server.received.isEmpty());
        server.newest().sendText("1" + REFUSAL);
        ConnectFailedException failure = failures.take();
        assertThat(failure.reason()).isEqualTo(ConnectFailedException.Reason.LOST);
        assertThat(failure.payload()).map(Json::text).contains(REFUSAL);
        assertThat(failure.willRetry()).isFalse();
    }
}
