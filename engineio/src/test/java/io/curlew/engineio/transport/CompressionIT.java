package io.curlew.engineio.transport;

import static io.curlew.engineio.transport.WebSocketRulesIT.bytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** permessage-deflate between the real client and literal bytes. */
class CompressionIT {
    private static final int LIMIT = 10_000;
    private static final String AGREED = "Sec-WebSocket-Extensions: permessage-deflate\r\n";

    private ScriptedServer server;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
        RequestConfig compressing = new RequestConfig(
                Map.of(),
                List.of(),
                Set.of(),
                "t",
                false,
                new RequestConfig.CookieSource.Jar(),
                Optional.of(new DeflateConfig(10, 6, true)));
        rig = new Rig(TransportType.WEBSOCKET, server.uri())
                .maxMessageSize(LIMIT)
                .requests(compressing);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Peer opened(String extensions) throws Exception {
        rig.open();
        Peer peer = server.accept();
        Peer.Request request = peer.readRequest();
        assertThat(request.header("sec-websocket-extensions")).isEqualTo("permessage-deflate");
        String accept = new WebSocketKey(request.header("sec-websocket-key")).accept();
        peer.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept + "\r\n" + extensions + "\r\n");
        return peer;
    }

    private static byte[] deflated(byte[] message) {
        try (MessageDeflater deflater = new MessageDeflater(9, true)) {
            ByteBuf compressed = Unpooled.buffer();
            deflater.deflate(new byte[0], message, compressed);
            return ByteBufUtil.getBytes(compressed);
        }
    }

    private static byte[] deflated(String text) {
        return deflated(text.getBytes(ISO_8859_1));
    }

    private static String inflated(byte[] message) {
        try (MessageInflater inflater = new MessageInflater(true)) {
            BoundedBytes into = new BoundedBytes(LIMIT);
            assertThat(inflater.inflate(Unpooled.wrappedBuffer(message), into) && inflater.end(into))
                    .isTrue();
            return new String(into.take(), ISO_8859_1);
        }
    }

    @Test
    void compressedMessagesArriveWholeInFragmentsOrNot() throws Exception {
        Peer peer = opened(AGREED);
        byte[] text = deflated("4some text");
        peer.write(Peer.frame(0xC1, text));
        peer.write(Peer.text("4plain"));
        byte[] first = java.util.Arrays.copyOf(text, 4);
        byte[] rest = java.util.Arrays.copyOfRange(text, 4, text.length);
        peer.write(Peer.concat(Peer.frame(0x41, first), Peer.frame(0x89, bytes('p')), Peer.frame(0x80, rest)));
        peer.write(Peer.frame(0xC2, deflated(new byte[3000])));
        assertThat(rig.signals.until("received 4some text")).isNotEmpty();
        assertThat(rig.signals.until("received 4plain")).isNotEmpty();
        assertThat(rig.signals.until("received 4some text")).isNotEmpty();
        assertThat(rig.signals.until("received binary of 3000")).isNotEmpty();
    }

    @Test
    void whatIsLargeEnoughIsCompressedUnlessItMustNotBe() throws Exception {
        Peer peer = opened(AGREED);
        rig.signals.until("writable");
        rig.write(
                EnginePacket.message("123456789"),
                EnginePacket.message("1234567890"),
                new EnginePacket.Message(EngineData.text("1234567890").uncompressed()),
                EnginePacket.message(new byte[1000]),
                EnginePacket.Pong.PROBE);
        assertThat(peer.readRawFrame()).isEqualTo(new Peer.RawFrame(0x81, "4123456789"));
        Peer.RawFrame compressed = peer.readRawFrame();
        assertThat(compressed.firstByte()).isEqualTo(0xC1);
        assertThat(inflated(compressed.payload().getBytes(ISO_8859_1))).isEqualTo("41234567890");
        assertThat(peer.readRawFrame()).isEqualTo(new Peer.RawFrame(0x81, "41234567890"));
        assertThat(peer.readRawFrame().firstByte()).isEqualTo(0xC2);
        assertThat(peer.readRawFrame()).isEqualTo(new Peer.RawFrame(0x81, "3probe"));
    }

    @Test
    void aServerThatDeclinesGetsNothingCompressed() throws Exception {
        Peer peer = opened("");
        rig.signals.until("writable");
        rig.write(EnginePacket.message("1234567890"));
        assertThat(peer.readRawFrame()).isEqualTo(new Peer.RawFrame(0x81, "41234567890"));
        peer.write(Peer.frame(0xC1, deflated("4x")));
        assertThat(peer.readClose()).isEqualTo(1002);
    }

    @Test
    @Tag("A42")
    void anAnswerThatWasNotOfferedFailsTheHandshake() throws Exception {
        opened("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=9\r\n");
        assertThat(rig.signals.failure()).hasMessageContaining("a parameter of permessage-deflate was not offered");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("RSV2 beside RSV1", 1002, Peer.frame(0xE1, deflated("4x"))),
                arguments("RSV2 alone", 1002, Peer.frame(0xA1, bytes('4'))),
                arguments("a compressed ping", 1002, Peer.frame(0xC9, bytes(0))),
                arguments(
                        "RSV1 on a continuation",
                        1002,
                        Peer.concat(Peer.frame(0x41, deflated("4x")), Peer.frame(0xC0, bytes(0)))),
                arguments("no deflate stream", 1007, Peer.frame(0xC1, bytes(0xFF, 0xFF, 0xFF))),
                arguments("compressed text that is not UTF-8", 1007, Peer.frame(0xC1, deflated("4\u00ff"))),
                arguments("an empty text, compressed", 1002, Peer.frame(0xC1, bytes(0))),
                arguments("a bomb", 1009, Peer.frame(0xC2, deflated(new byte[1_000_000]))),
                arguments("a bomb in its last fragment", 1009, bombInFragments()));
    }

    private static byte[] bombInFragments() {
        byte[] bomb = deflated(new byte[LIMIT + 1]);
        byte[] first = java.util.Arrays.copyOf(bomb, bomb.length - 2);
        byte[] rest = java.util.Arrays.copyOfRange(bomb, bomb.length - 2, bomb.length);
        return Peer.concat(Peer.frame(0x42, first), Peer.frame(0x80, rest));
    }

    @ParameterizedTest(name = "{0}")
    @Tag("A34")
    @Tag("A41")
    @MethodSource
    void broken(String what, int code, byte[] frames) throws Exception {
        Peer peer = opened(AGREED);
        peer.write(frames);
        assertThat(peer.readClose()).isEqualTo(code);
        assertThat(rig.signals.failure()).hasCauseInstanceOf(RuntimeException.class);
    }
}
