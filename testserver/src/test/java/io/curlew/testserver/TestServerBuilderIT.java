package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.testsupport.LastingPorts;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TestServerBuilderIT {
    @Test
    void pathHostAndPortAreConfigurable() {
        try (TestServer server =
                TestServer.builder().path("chat").host("localhost").build()) {
            server.start();
            assertThat(server.uri()).hasScheme("http").hasHost("localhost").hasPort(server.port());
            PlainClient client = new PlainClient(server.uri(), "/chat/");
            assertThat(client.open()).hasSize(20);
            assertThat(server.connections()).hasSize(1);
        }
    }

    @Test
    void connectionsAreInTheOrderInWhichTheyOpened() {
        try (TestServer server = TestServer.builder().build().start()) {
            PlainClient client = new PlainClient(server.uri(), "/socket.io/");
            for (int i = 0; i < 10; i++) {
                client.open();
            }
            assertThat(server.connections())
                    .extracting(EngineConnection::number)
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        }
    }

    @Test
    void whatNoServerCanSendIsRefusedWhereItIsSaid() {
        TestServer.Builder builder = TestServer.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.header("x-a", "1\r\nx-b: 2"))
                .withMessageContaining("x-a has a line break");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.header("a b", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.header("Content-Length", "1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.cookie("io; Path=/"))
                .withMessageStartingWith("the cookie's name has a character");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.cookie(""));
    }

    @Test
    void certificatesOfClientsNeedTls() {
        TestServer.Builder builder = TestServer.builder().requireClientCertificate();
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage("requireClientCertificate() needs an sslContext");
        assertThatIllegalStateException().isThrownBy(builder::buildEngine);
    }

    @Test
    void aSwitchCanBeTakenBack() {
        TestServer.Builder builder = TestServer.builder()
                .requireClientCertificate()
                .requireClientCertificate(false)
                .noUpgrade()
                .upgrade(true)
                .noCors()
                .cors(true);
        try (TestServer server = builder.build().start()) {
            HttpResponse<byte[]> opened = new PlainClient(server.uri(), "/socket.io/").get("");
            assertThat(PlainClient.text(opened)).contains("\"upgrades\":[\"websocket\"]");
            assertThat(opened.headers().firstValue("access-control-allow-origin"))
                    .hasValue("*");
        }
    }

    private static Optional<String> corsOf(TestServer.Builder builder) {
        try (TestServer server = builder.build().start()) {
            return new PlainClient(server.uri(), "/socket.io/")
                    .get("")
                    .headers()
                    .firstValue("access-control-allow-credentials");
        }
    }

    @Test
    void aSwitchThatIsTurnedOnKeepsWhatWasSet() {
        TestServer.Builder builder =
                TestServer.builder().corsWithCredentials("https://a").cors(true);
        assertThat(corsOf(builder)).hasValue("true");
        assertThat(corsOf(builder.cors(false).cors(true))).isEmpty();
        Duration hour = Duration.ofHours(1);
        assertThat(recoveryOf(TestServer.builder().recovery(hour).recovery(true)))
                .hasValue(hour);
        assertThat(recoveryOf(TestServer.builder().recovery(hour).recovery())).hasValue(Duration.ofMinutes(2));
        assertThat(recoveryOf(TestServer.builder().recovery(true))).hasValue(Duration.ofMinutes(2));
        assertThat(recoveryOf(TestServer.builder().recovery(hour).recovery(false)))
                .isEmpty();
    }

    private static Optional<Duration> recoveryOf(TestServer.Builder builder) {
        try (TestServer server = builder.build()) {
            return server.engine().context().config().recovery();
        }
    }

    @Test
    void aServerCanTakeThePlaceOfAnotherAtItsPort() {
        TestServer first = TestServer.builder()
                .port(LastingPorts.TESTSERVER.next())
                .build()
                .start();
        new PlainClient(first.uri(), "/socket.io/").open();
        first.close();
        try (TestServer second = TestServer.builder().port(first.port()).build()) {
            second.start();
            assertThat(new PlainClient(second.uri(), "/socket.io/").open()).hasSize(20);
        }
    }

    @Test
    void aTakenPortIsAnIoException() {
        try (TestServer first = TestServer.builder().build().start();
                TestServer second = TestServer.builder().port(first.port()).build()) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(first.port()));
        }
    }

    @Test
    void aServerStartsOnceAndHasNoPortBefore() {
        try (TestServer server = TestServer.builder().build()) {
            assertThatIllegalStateException().isThrownBy(server::port);
            server.start();
            assertThatIllegalStateException().isThrownBy(server::start);
        }
    }

    @Test
    void aServerThatWasNeverStartedCanBeClosedTwice() {
        EngineTestServer server = TestServer.builder().buildEngine();
        server.close();
        server.close();
    }

    @Test
    void upgradesAreOfferedUnlessRefused() {
        try (EngineTestServer server = TestServer.builder().noUpgrade().buildEngine()) {
            PlainClient client = new PlainClient(server.start().uri(), "/engine.io/");
            assertThat(PlainClient.text(client.get(""))).contains("\"upgrades\":[]");
        }
    }

    @Test
    void pingsComeAndAMissingPongEndsTheSession() throws Exception {
        CompletableFuture<EngineClose> closed = new CompletableFuture<>();
        try (EngineTestServer server = TestServer.builder()
                .pingInterval(Duration.ofMillis(20))
                .pingTimeout(Duration.ofMillis(30))
                .transports(TransportType.WEBSOCKET)
                .buildEngine()) {
            server.onConnection(connection -> connection.onClose(closed::complete));
            PlainWebSocket socket = new PlainClient(server.start().uri(), "/engine.io/").webSocket("");
            assertThat(socket.next()).contains("\"pingInterval\":20,\"pingTimeout\":30");
            assertThat(socket.next()).isEqualTo("2");
            assertThat(closed.get(30, TimeUnit.SECONDS).reason()).isEqualTo(CloseReason.PING_TIMEOUT);
            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void whoeverJoinsNothingIsOut() {
        try (TestServer server =
                TestServer.builder().connectTimeout(Duration.ofMillis(20)).build()) {
            PlainWebSocket socket = new PlainClient(server.start().uri(), "/socket.io/").webSocket("");
            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void anUpgradeThatNeverEndsIsGivenUp() {
        try (EngineTestServer server =
                TestServer.builder().upgradeTimeout(Duration.ofMillis(20)).buildEngine()) {
            PlainClient client = new PlainClient(server.start().uri(), "/engine.io/");
            PlainWebSocket socket = client.webSocket("&sid=" + client.open());
            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void pollingAndWebSocketWorkOverTls() throws Exception {
        TestCertificate certificate = TestCertificate.create();
        try (EngineTestServer server =
                TestServer.builder().sslContext(certificate.server()).buildEngine()) {
            server.onConnection(connection -> connection.onMessage(connection::send));
            server.start();
            assertThat(server.uri()).hasScheme("https");
            PlainClient client = new PlainClient(server.uri(), "/engine.io/", certificate.client());
            String sid = client.open();
            client.post(sid, "4polling");
            assertThat(client.poll(sid)).containsExactly("4polling");
            PlainWebSocket socket = client.webSocket("");
            socket.next();
            socket.send("4websocket");
            assertThat(socket.next()).isEqualTo("4websocket");
            server.connections().forEach(EngineConnection::dropConnection);
            assertThat(socket.error()).isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void aPostWithTooManyPacketsIsDroppedAndAnsweredAllTheSame() {
        try (EngineTestServer server = TestServer.builder().maxPacketsPerPost(2).buildEngine()) {
            server.onConnection(connection -> connection.onMessage(connection::send));
            PlainClient client = new PlainClient(server.start().uri(), "/engine.io/");
            String sid = client.open();
            assertThat(PlainClient.text(client.post(sid, "4a\u001e4b\u001e4c"))).isEqualTo("ok");
            assertThat(PlainClient.text(client.post(sid, "4d\u001e4e"))).isEqualTo("ok");
            assertThat(client.poll(sid)).containsExactly("4d", "4e");
        }
    }

    @Test
    void nonsenseIsRefused() {
        TestServer.Builder builder = TestServer.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxPayload(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxPacketsPerPost(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pingInterval(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.build().namespace("/a,b"));
    }

    @Test
    void pollingRefusesTextThatItCannotCarry() throws Exception {
        CompletableFuture<EngineConnection> opened = new CompletableFuture<>();
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            server.onConnection(opened::complete);
            new PlainClient(server.start().uri(), "/engine.io/").open();
            EngineConnection connection = opened.get(30, TimeUnit.SECONDS);
            assertThatIllegalArgumentException().isThrownBy(() -> connection.send("a\u001eb"));
        }
    }

    /** A parser that writes what the default one does, upside down. */
    private static final class UpsideDown implements Parser {
        private final DefaultParser parser = DefaultParser.create();

        @Override
        public EncodedPacket encode(OutgoingPacket packet) {
            return EncodedPacket.of(new Frame.Text(
                    reversed(parser.encode(packet).frames().get(0).bytes())));
        }

        @Override
        public Decoder newDecoder(long maxPacketBytes) {
            Decoder decoder = parser.newDecoder(maxPacketBytes);
            return new Decoder() {
                @Override
                public SocketPacket decodeText(byte[] text) {
                    return decoder.decodeText(reversed(text));
                }

                @Override
                public SocketPacket decodeBinary(byte[] bytes) {
                    return decoder.decodeBinary(bytes);
                }

                @Override
                public boolean isWaiting() {
                    return decoder.isWaiting();
                }
            };
        }

        private static byte[] reversed(byte[] bytes) {
            return new StringBuilder(new String(bytes, UTF_8))
                    .reverse()
                    .toString()
                    .getBytes(UTF_8);
        }
    }

    @Test
    void packetsMayBeEncodedInAnotherWay() {
        try (TestServer server = TestServer.builder().parser(new UpsideDown()).build()) {
            server.on("sum").reply(3);
            PlainWebSocket socket = new PlainClient(server.start().uri(), "/socket.io/").webSocket("");
            assertThat(socket.next()).startsWith("0{");
            socket.send("40");
            assertThat(socket.next()).endsWith("\"dis\"{0").startsWith("4}");
            socket.send("4]\"mus\"[72");
            assertThat(socket.next()).isEqualTo("4]3[73");
        }
    }
}
