package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.testsupport.LastingPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestartIT {
    private static final String HANDSHAKE = """
            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
            host: x
            connection: upgrade
            upgrade: websocket
            sec-websocket-version: 13
            sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==

            """.replace("\n", "\r\n");

    private final TestServer server = TestServer.builder()
            .port(LastingPorts.TESTSERVER.next())
            .usualWait(Duration.ofSeconds(30))
            .recovery()
            .build();
    private PlainClient client;

    @BeforeEach
    void start() {
        server.on("ask").reply("here");
        server.start();
        client = new PlainClient(server.uri(), "/socket.io/");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void expectAnAnswer() {
        PlainWebSocket socket = client.asking("");
        assertThat(socket.next()).startsWith("40{");
        socket.send("421[\"ask\"]");
        assertThat(socket.next()).isEqualTo("431[\"here\"]");
    }

    /** Opens a WebSocket that never answers. */
    private Socket silentWebSocket() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(HANDSHAKE.getBytes(ISO_8859_1));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    @Test
    void aClientThatAnswersNoCloseFrameGetsItAndHoldsUpNobody() throws IOException {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            try (Socket socket = silentWebSocket()) {
                long begin = System.nanoTime();
                server.stop();
                times.add(Duration.ofNanos(System.nanoTime() - begin));
                byte[] all = socket.getInputStream().readAllBytes();
                assertThat(Arrays.copyOfRange(all, all.length - 4, all.length))
                        .containsExactly(0x88, 2, 1001 >> 8, 1001 & 0xff);
                server.start();
            }
        }
        Collections.sort(times); // one or the other may be late on a busy machine, but not half of them
        assertThat(times.get(4)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void theServerIsBackOnItsPortWithItsHandlers() {
        PlainWebSocket socket = client.asking("");
        assertThat(socket.next()).startsWith("40{");
        ServerSocket joined = server.awaitConnection();
        int port = server.port();
        server.restart();
        assertThat(server.port()).isEqualTo(port);
        assertThat(socket.closeCode()).isEqualTo(1001);
        assertThat(joined.awaitDisconnect()).isEqualTo(ServerDisconnectReason.SERVER_SHUTTING_DOWN);
        expectAnAnswer();
        assertThat(server.awaitConnection().connection().number()).isEqualTo(2);
        assertThat(server.connections()).hasSize(1);
    }

    @Test
    void nobodyGetsInWhileItIsStopped() {
        server.stop();
        server.stop();
        assertThat(server.uri().getPort()).isEqualTo(server.port());
        assertThatThrownBy(client::open)
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isInstanceOf(IOException.class);
        server.start();
        expectAnAnswer();
    }

    @Test
    void aWaitingGetIsAnswered() throws Exception {
        String sid = client.open();
        var get = client.getLater("&sid=" + sid);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
        get.handle((answer, failure) -> "over").get(30, TimeUnit.SECONDS);
        stopped.get(30, TimeUnit.SECONDS);
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void aCrashSaysNothing() {
        PlainWebSocket socket = client.asking("");
        assertThat(socket.next()).startsWith("40{");
        ServerSocket joined = server.awaitConnection();
        server.crash();
        assertThat(joined.awaitDisconnect()).isEqualTo(ServerDisconnectReason.FORCED_CLOSE);
        assertThat(socket.error()).isInstanceOf(IOException.class);
        server.start();
        expectAnAnswer();
    }

    @Test
    void whatCouldBeRecoveredIsForgotten() {
        expectNoRecovery((joined, socket) -> server.restart());
    }

    @Test
    void alsoOfAServerThatAHandlerStops() {
        expectNoRecovery((joined, socket) -> {
            joined.on("stop", event -> server.stop());
            socket.send("42[\"stop\"]");
            joined.awaitDisconnect();
            server.start();
        });
    }

    private void expectNoRecovery(BiConsumer<ServerSocket, PlainWebSocket> end) {
        PlainWebSocket socket = client.asking("");
        String ids = socket.next();
        String pid = ids.replaceFirst(".*\"pid\":\"([^\"]*)\".*", "$1");
        ServerSocket joined = server.awaitConnection();
        joined.emit("seen");
        String offset = socket.next().replaceFirst(".*,\"(.*)\"]", "$1");
        end.accept(joined, socket);
        assertThat(client.asking("{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}")
                        .next())
                .startsWith("40{")
                .isNotEqualTo(ids);
    }

    @Test
    void aServerMayStopItselfFromAHandler() {
        server.onConnection(socket -> socket.on("stop", event -> server.stop()));
        PlainWebSocket socket = client.asking("");
        socket.next();
        ServerSocket joined = server.awaitConnection();
        socket.send("42[\"stop\"]");
        assertThat(socket.closeCode()).isEqualTo(1001);
        joined.awaitDisconnect();
        server.verify();
    }

    @Test
    void aServerThatRunsOrIsClosedIsNotStarted() {
        assertThatIllegalStateException().isThrownBy(server::start).withMessage("The server was started before");
        server.close();
        assertThatIllegalStateException().isThrownBy(server::start).withMessage("The server was closed");
        server.stop();
        server.crash();
    }

    @Test
    void anEngineIoServerStopsAndStartsToo() {
        try (EngineTestServer engine = TestServer.builder()
                .port(LastingPorts.TESTSERVER.next())
                .buildEngine()
                .start()) {
            engine.onConnection(connection -> connection.send("hello"));
            PlainClient plain = new PlainClient(engine.uri(), "/engine.io/");
            plain.open();
            engine.stop().start();
            plain.open();
            engine.crash().start();
            plain.open();
            assertThat(engine.connections()).hasSize(1);
        }
    }
}
