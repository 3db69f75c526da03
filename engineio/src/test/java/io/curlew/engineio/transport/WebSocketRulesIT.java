package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes and frames that RFC 6455 or our limits do not allow. */
class WebSocketRulesIT {
    private static final byte[] NOTHING = {};
    private static final int LIMIT = 10_000;

    private ScriptedServer server;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
        rig = new Rig(TransportType.WEBSOCKET, server.uri()).maxMessageSize(LIMIT);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Peer opened() throws Exception {
        rig.open();
        Peer peer = server.accept();
        peer.switchProtocols(NOTHING);
        rig.signals.until("writable");
        return peer;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("a masked frame", 1002, bytes(0x81, 0x82, 0, 0, 0, 0, '4', 'a')),
                arguments("RSV1 without an extension", 1002, bytes(0xC1, 2, '4', 'a')),
                arguments("RSV2", 1002, bytes(0xA1, 2, '4', 'a')),
                arguments("RSV3", 1002, bytes(0x91, 2, '4', 'a')),
                arguments("an unknown opcode for data", 1002, bytes(0x83, 0)),
                arguments("an unknown opcode for control", 1002, bytes(0x8B, 0)),
                arguments("a control frame of 126 bytes", 1002, Peer.frame(0x89, new byte[126])),
                arguments("a fragmented ping", 1002, bytes(0x09, 0)),
                arguments("a continuation frame needs a message to continue", 1002, bytes(0x80, 0)),
                arguments("a second start inside a message", 1002, bytes(0x01, 1, '4', 0x81, 1, '4')),
                arguments("close code 1005", 1002, bytes(0x88, 2, 0x03, 0xED)),
                arguments("close code 999", 1002, bytes(0x88, 2, 0x03, 0xE7)),
                arguments("a close frame of one byte", 1002, bytes(0x88, 1, 3)),
                arguments("a length that could be shorter", 1002, bytes(0x81, 126, 0, 2, '4', 'a')),
                arguments("an empty text", 1002, bytes(0x81, 0)),
                arguments("an empty text in fragments", 1002, bytes(0x01, 0, 0x80, 0)),
                arguments("an unknown packet type", 1002, Peer.text("9")),
                arguments("an unknown packet type beyond ASCII", 1002, bytes(0x81, 2, 0xC3, 0xA9)),
                arguments("text that is not UTF-8", 1007, bytes(0x81, 2, '4', 0xFF)),
                arguments("a type that is not UTF-8", 1007, bytes(0x81, 1, 0xFF)),
                arguments("UTF-8 cut off in fragments", 1007, bytes(0x01, 2, '4', 0xC3, 0x80, 0)),
                arguments("a frame over the limit", 1009, bytes(0x82, 126, 0x27, 0x11)),
                arguments("a frame of 2^63-1 bytes", 1009, bytes(0x82, 127, 0x7F, -1, -1, -1, -1, -1, -1, -1)),
                arguments(
                        "fragments over the limit",
                        1009,
                        Peer.concat(Peer.frame(0x02, new byte[LIMIT]), Peer.frame(0x80, new byte[1]))),
                arguments("too many empty fragments", 1009, fragments(1024, 0)),
                arguments("too many tiny fragments", 1009, fragments(1024, 1)));
    }

    private static byte[] fragments(int continuations, int size) {
        byte[][] all = new byte[continuations + 1][];
        Arrays.fill(all, Peer.frame(0x00, new byte[size]));
        all[0] = Peer.frame(0x02, NOTHING);
        return Peer.concat(all);
    }

    @ParameterizedTest(name = "{0}")
    @Tag("A33")
    @Tag("A39")
    @Tag("A41")
    @MethodSource
    void broken(String what, int code, byte[] frames) throws Exception {
        Peer peer = opened();
        peer.write(frames);
        assertThat(peer.readClose()).isEqualTo(code);
        TransportException failure = rig.signals.failure();
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(failure.phase()).isEqualTo(Phase.READ);
        assertThat(failure.getCause()).isNotNull();
    }

    @Test
    void afterABrokenFrameTheCloseFrameGetsThroughWhateverElseWasSent() throws Exception {
        Peer peer = opened();
        peer.write(Peer.concat(bytes(0x83, 0), new byte[200_000]));
        assertThat(rig.signals.until("failed")).containsExactly("failed");
        peer.write(new byte[200_000]);
        assertThat(peer.readClose()).isEqualTo(1002);
        peer.close();
    }

    @Test
    void aConnectionThatTheServerKeepsAfterABrokenFrameEndsAnyway() throws Exception {
        Peer peer = opened();
        peer.write(bytes(0x83, 0));
        assertThat(peer.readClose()).isEqualTo(1002);
        assertThat(peer.awaitEnd()).isTrue();
    }

    @ParameterizedTest
    @Tag("N08")
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
    void aCloseCodeThatMustNotBeSentIsAnsweredWith1002(int code) throws Exception {
        Peer peer = opened();
        peer.write(bytes(0x88, 2, code >> 8, code));
        assertThat(peer.readClose()).isEqualTo(1002);
        assertThat(rig.signals.failure().reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(rig.signals.lastFailure().closeCode()).isEmpty();
    }

    @ParameterizedTest
    @Tag("N08")
    @ValueSource(ints = {1000, 1003, 1007, 1011, 1014, 3000, 4999})
    void aCloseCodeThatMayBeSentIsAnsweredWithItself(int code) throws Exception {
        Peer peer = opened();
        peer.write(bytes(0x88, 2, code >> 8, code));
        assertThat(peer.readClose()).isEqualTo(code);
        assertThat(rig.signals.failure().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(rig.signals.lastFailure().closeCode()).hasValue(code);
    }

    /** A fragment of 2^63-1 bytes, the head of it, behind one with a byte. */
    private static byte[] hugeFragment() {
        return bytes(0x01, 1, '4', 0x00, 127, 0x7F, -1, -1, -1, -1, -1, -1, -1);
    }

    @Test
    @Tag("N01")
    void aHugeFragmentIsRefusedFromItsHead() throws Exception {
        Peer peer = opened();
        peer.write(hugeFragment());
        assertThat(peer.readClose()).isEqualTo(1009);
        assertThat(rig.signals.failure()).hasMessageContaining("a message is larger than 10000 bytes (maxMessageSize)");
    }

    @Test
    @Tag("N01")
    void whateverFollowsAHugeFragmentTheLoopServesOthers() throws Exception {
        Peer peer = opened();
        peer.write(Peer.concat(hugeFragment(), new byte[3 * LIMIT]));
        assertThat(peer.readClose()).isEqualTo(1009);
        Rig other = new Rig(TransportType.WEBSOCKET, server.uri()).open();
        server.accept().switchProtocols(Peer.text("4still here"));
        assertThat(other.signals.until("batchEnd")).contains("received 4still here");
        assertThat(rig.signals.failure().reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void asManyFragmentsAsAllowedAreOneMessage() throws Exception {
        Peer peer = opened();
        byte[] message = fragments(1023, 3);
        message[message.length - 5] = (byte) 0x80;
        peer.write(message);
        assertThat(rig.signals.until("batchEnd")).contains("received binary of 3069");
    }

    @Test
    void aMessageOfExactlyTheLimitArrives() throws Exception {
        Peer peer = opened();
        peer.write(Peer.frame(0x82, new byte[LIMIT]));
        peer.write(Peer.concat(Peer.frame(0x02, new byte[LIMIT - 1]), Peer.frame(0x80, new byte[1])));
        assertThat(rig.signals.next()).isEqualTo("received binary of " + LIMIT);
        assertThat(rig.signals.until("received binary of " + LIMIT)).isNotEmpty();
    }

    @Test
    @Tag("A05")
    void aCharacterMayBeSplitBetweenFragmentsWithAPingInside() throws Exception {
        Peer peer = opened();
        peer.write(bytes(0x01, 2, '4', 0xC3, 0x89, 1, 'p', 0x00, 0, 0x80, 1, 0xA9));
        assertThat(rig.signals.until("batchEnd")).contains("received 4é");
        assertThat(peer.readFrame()).isEqualTo(new Peer.Frame(10, true, "p"));
    }

    static Stream<Arguments> wrongAnswers() {
        String accept = "Sec-WebSocket-Accept: $\r\n";
        String upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
        return Stream.of(
                arguments("Sec-WebSocket-Accept is not the answer", upgrade + "Sec-WebSocket-Accept: AAAA\r\n"),
                arguments("Sec-WebSocket-Accept is not the answer", upgrade),
                arguments("does not switch to WebSocket; " + Refusal.NO_UPGRADE, "Connection: Upgrade\r\n" + accept),
                arguments("does not switch to WebSocket; " + Refusal.NO_UPGRADE, "Upgrade: websocket\r\n" + accept),
                arguments(
                        "does not switch to WebSocket; " + Refusal.NO_UPGRADE,
                        "Upgrade: h2c\r\nConnection: Upgrade\r\n" + accept),
                arguments("not offered", upgrade + accept + "Sec-WebSocket-Extensions: permessage-deflate\r\n"),
                arguments("not offered", upgrade + accept + "Sec-WebSocket-Protocol: chat\r\n"));
    }

    static Stream<Arguments> ambiguousAnswers() {
        String accept = "Sec-WebSocket-Accept: $\r\n";
        String connection = "Connection: Upgrade\r\n";
        return Stream.of(
                arguments("switch to WebSocket", "Upgrade: HTTP/1.1, websocket\r\n" + connection + accept),
                arguments("switch to WebSocket", "Upgrade: HTTP/1.1\r\nUpgrade: websocket\r\n" + connection + accept),
                arguments("not the answer", "Upgrade: websocket\r\n" + connection + accept + accept),
                arguments("not valid HTTP", "Upgrade : websocket\r\n" + connection + accept));
    }

    @ParameterizedTest
    @Tag("N10")
    @MethodSource("ambiguousAnswers")
    void anAnswerThatCanBeReadInTwoWaysIsNoSwitch(String complaint, String headers) throws Exception {
        wrongAnswers(complaint, headers);
    }

    @ParameterizedTest
    @Tag("A42")
    @Tag("N19")
    @MethodSource
    void wrongAnswers(String complaint, String headers) throws Exception {
        rig.open();
        Peer peer = server.accept();
        String key = peer.readRequest().header("sec-websocket-key");
        peer.write("HTTP/1.1 101 Switching\r\n" + headers.replace("$", new WebSocketKey(key).accept()) + "\r\n");
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.HANDSHAKE);
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(failure).hasMessageContaining(complaint);
        assertThat(peer.awaitEnd()).isTrue();
    }

    @Test
    @Tag("A43")
    @Tag("N19")
    void aRefusedHandshakeTellsWhatTheServerSaid() throws Exception {
        rig.open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.answer(400, "{\"code\":3,\"message\":\"Bad request\"}");
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.HANDSHAKE);
        assertThat(failure.httpStatus()).hasValue(400);
        assertThat(failure.serverError())
                .hasValueSatisfying(e -> assertThat(e.message()).isEqualTo("Bad request"));
        assertThat(failure).hasMessage("websocket, handshake: the server answered 400: " + Refusal.NO_UPGRADE);
        assertThat(peer.awaitEnd()).isTrue();
    }

    @Test
    @Tag("A46")
    void aRedirectIsNotFollowed() throws Exception {
        rig.open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.answer(302, "", "Location: https://elsewhere.example/?secret");
        assertThat(rig.signals.failure())
                .hasMessage("websocket, handshake: the server answered 302, "
                        + "a redirect to https://elsewhere.example that is not followed");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @Tag("N19")
    void anOrdinaryAnswerIsNoHandshake() throws Exception {
        rig.open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.answer(200, "hello");
        TransportException failure = rig.signals.failure();
        assertThat(failure.httpStatus()).hasValue(200);
        assertThat(failure)
                .hasMessage("websocket, handshake: the server answered 200: something between may have removed the"
                        + " Upgrade header");
    }

    @Test
    void aConnectionLostDuringTheHandshakeIsAnError() throws Exception {
        rig.open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.close();
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.HANDSHAKE);
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void whatIsNotHttpIsNoHandshake() throws Exception {
        rig.open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.write("220 smtp.example ESMTP\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(rig.signals.failure()).hasMessageEndingWith("the answer is not valid HTTP");
    }

    @Test
    @Tag("A37")
    void aHandshakeThatDripsEndsAtItsDeadline() throws Exception {
        rig.connectTimeout(Duration.ofSeconds(2)).open();
        Peer peer = server.accept();
        try (Drip drip = new Drip(peer, "HTTP/1.1 101 X\r\nX: " + "x".repeat(10_000))) {
            assertThat(rig.signals.failure())
                    .hasMessage("websocket, handshake: timed out: no answer to the handshake within 2 s");
            assertThat(drip.bytes()).isPositive();
        }
    }

    @Test
    @Tag("A55")
    void noFailureQuotesASecret() throws Exception {
        rig.query("token", "canary")
                .header("Authorization", "canary")
                .sid("canary")
                .open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.answer(401, "canary", "Set-Cookie: canary");
        assertThat(Secrets.said(rig.signals.failure())).doesNotContain("canary");

        Rig second = new Rig(TransportType.WEBSOCKET, server.uri()).open();
        server.accept().switchProtocols(Peer.concat(Peer.text("9canary")));
        assertThat(Secrets.said(second.signals.failure())).doesNotContain("canary");
    }
}
