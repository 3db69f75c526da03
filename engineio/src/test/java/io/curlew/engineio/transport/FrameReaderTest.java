package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.protocol.EnginePacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, section 5: what may come, whatever its cuts, and what must not. */
class FrameReaderTest {
    private static final int LIMIT = 100_000;

    private final List<String> seen = new ArrayList<>();
    private final FrameReader reader = new FrameReader(LIMIT, null, new Seen());

    private final class Seen implements FrameReader.Frames {
        @Override
        public void packet(EnginePacket packet) {
            seen.add(
                    packet instanceof EnginePacket.Message message
                            ? message.data().isText()
                                    ? "text " + message.data().text()
                                    : "binary of " + message.data().size()
                            : packet.toString());
        }

        @Override
        public void control(int opcode, byte[] payload) {
            seen.add("control " + opcode + " " + new String(payload, UTF_8));
        }
    }

    private void read(int... bytes) {
        reader.read(Unpooled.wrappedBuffer(bytes(bytes)));
    }

    private static byte[] bytes(int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int each : bytes) {
            out.write(each);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] session() {
        return join(
                bytes(0x81, 3, '4', 'h', 'i'),
                bytes(0x82, 126, 0, 200),
                new byte[200],
                bytes(0x89, 2, 'p', 'i'),
                bytes(0x01, 2, '4', 'a'),
                bytes(0x8A, 0),
                bytes(0x00, 0),
                bytes(0x80, 1, 'b'),
                bytes(0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0),
                new byte[65_536],
                bytes(0x81, 1, '2'),
                bytes(0x82, 0),
                bytes(0x88, 2, 3, 0xE8));
    }

    private static final List<String> SESSION = List.of(
            "text hi",
            "binary of 200",
            "control 9 pi",
            "control 10 ",
            "text ab",
            "binary of 65536",
            "Ping[]",
            "binary of 0",
            "control 8 \u0003\uFFFD");

    @Test
    void aSessionIsTheSameWhereverItIsCut() {
        byte[] session = session();
        for (int cut = 0; cut < 400; cut++) {
            readCutAt(session, cut);
            readCutAt(session, session.length - cut);
        }
    }

    private static void readCutAt(byte[] session, int cut) {
        FrameReaderTest fresh = new FrameReaderTest();
        fresh.reader.read(Unpooled.wrappedBuffer(session, 0, cut));
        fresh.reader.read(Unpooled.wrappedBuffer(session, cut, session.length - cut));
        assertThat(fresh.seen).as("cut at %s", cut).isEqualTo(SESSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void aSessionIsTheSameInPiecesOf(int size) {
        byte[] session = session();
        for (int at = 0; at < session.length; at += size) {
            reader.read(Unpooled.wrappedBuffer(session, at, Math.min(size, session.length - at)));
        }
        assertThat(seen).isEqualTo(SESSION);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("a frame of a server must not be masked", 1002, bytes(0x81, 0x81, 1, 2, 3, 4, 5)),
                Arguments.of("a frame has a reserved opcode", 1002, bytes(0x83, 0)),
                Arguments.of("a frame has a reserved opcode", 1002, bytes(0x87, 0)),
                Arguments.of("a frame has a reserved opcode", 1002, bytes(0x8B, 0)),
                Arguments.of("a frame has a reserved opcode", 1002, bytes(0x8F, 0)),
                Arguments.of("a frame has a reserved bit that means nothing here", 1002, bytes(0xC1, 0)),
                Arguments.of("a frame has a reserved bit that means nothing here", 1002, bytes(0xA2, 0)),
                Arguments.of("a frame has a reserved bit that means nothing here", 1002, bytes(0x99, 0)),
                Arguments.of("a control frame must not be fragmented", 1002, bytes(0x09, 0)),
                Arguments.of("a control frame may have at most 125 bytes", 1002, bytes(0x89, 126)),
                Arguments.of("a control frame may have at most 125 bytes", 1002, bytes(0x88, 127)),
                Arguments.of("a continuation frame needs a message to continue", 1002, bytes(0x80, 0)),
                Arguments.of("a message must end before the next one starts", 1002, bytes(0x01, 1, '4', 0x81, 1, '4')),
                Arguments.of("a message must end before the next one starts", 1002, bytes(0x01, 1, '4', 0x02, 0)),
                Arguments.of("a frame's length must be written as short as it can", 1002, bytes(0x82, 126, 0, 125)),
                Arguments.of(
                        "a frame's length must be written as short as it can",
                        1002,
                        bytes(0x82, 127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF)),
                Arguments.of(
                        "a frame's length must not be negative", 1002, bytes(0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0)),
                Arguments.of(
                        "a message is larger than 100000 bytes (maxMessageSize)",
                        1009,
                        bytes(0x82, 127, 0x7F, 0, 0, 0, 0, 0, 0, 0)),
                Arguments.of(
                        "a message is larger than 100000 bytes (maxMessageSize)",
                        1009,
                        bytes(0x82, 127, 0, 0, 0, 0, 0, 1, 0x86, 0xA1)),
                Arguments.of("a packet can't be empty", 1002, bytes(0x81, 0)),
                Arguments.of("text must be well-formed UTF-8", 1007, bytes(0x81, 2, '4', 0xFF)),
                Arguments.of("a packet starts with a digit from 0 to 6", 1002, bytes(0x81, 1, '9')));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatMustNotCome(String rule, int code, byte[] frames) {
        assertThatThrownBy(() -> reader.read(Unpooled.wrappedBuffer(frames)))
                .isInstanceOfSatisfying(
                        BrokenFrameException.class,
                        thrown -> assertThat(thrown.status().code()).isEqualTo(code))
                .hasMessageContaining(rule);
        assertThat(seen).isEmpty();
    }

    @Test
    void manyFramesTogetherMayNotExceedTheLimitEither() {
        byte[] half = join(bytes(0x02, 126, 0xC3, 0x50), new byte[50_000]);
        reader.read(Unpooled.wrappedBuffer(half));
        read(0x00, 126, 0xC3, 0x50);
        reader.read(Unpooled.wrappedBuffer(new byte[50_000]));
        assertThatThrownBy(() -> read(0x80, 1))
                .hasMessageContaining("a message is larger than 100000 bytes (maxMessageSize)");
    }

    @Test
    @Tag("N01")
    void theLengthOfAFragmentCannotMakeTheSumOverflow() {
        read(0x01, 1, '4');
        assertThatThrownBy(() -> read(0x00, 127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF))
                .isInstanceOfSatisfying(
                        BrokenFrameException.class,
                        thrown -> assertThat(thrown.status().code()).isEqualTo(1009))
                .hasMessage("a message is larger than 100000 bytes (maxMessageSize)");
    }

    @Test
    @Tag("N01")
    void aReadThatDoesNotGetOnIsAFailureAndNotALoop() {
        ByteBuf stuck = new UnpooledHeapByteBuf(UnpooledByteBufAllocator.DEFAULT, 100, 100) {
            @Override
            public byte readByte() {
                return getByte(readerIndex());
            }
        };
        assertThatThrownBy(() -> reader.read(stuck.writeZero(100)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("reading a frame makes no progress");
    }

    @Test
    void emptyFragmentsDoNotGoOnForEver() {
        read(0x02, 0);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2000; i++) {
                        read(0x00, 0);
                    }
                })
                .hasMessageContaining("a message has too many fragments");
    }

    @Test
    @Tag("N04")
    void onlyTheFirstPacketIsReadAsAnOpenPacket() {
        reader.read(Unpooled.wrappedBuffer(join(Peer.text(PollingTransportIT.OPEN), Peer.text("0garbage"))));
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).startsWith("Open[");
        assertThat(seen.get(1)).isEqualTo("LaterOpen[data=text of 7 bytes]");
    }

    @Test
    @Tag("N04")
    void noneIsWhenTheSessionHasBegunElsewhere() {
        reader.continueSession();
        reader.read(Unpooled.wrappedBuffer(Peer.text(PollingTransportIT.OPEN)));
        assertThat(seen).containsExactly("LaterOpen[data=text of 78 bytes]");
    }

    @Test
    void whoStopsHearsNothingMoreOfTheSameRead() {
        FrameReader[] stopping = new FrameReader[1];
        stopping[0] = new FrameReader(LIMIT, null, new FrameReader.Frames() {
            @Override
            public void packet(EnginePacket packet) {
                seen.add("packet");
                stopping[0].stop();
            }

            @Override
            public void control(int opcode, byte[] payload) {
                seen.add("control");
            }
        });
        stopping[0].read(Unpooled.wrappedBuffer(bytes(0x81, 1, '2', 0x81, 1, '2', 0x89, 0, 0xFF)));
        assertThat(seen).containsExactly("packet");
    }
}
