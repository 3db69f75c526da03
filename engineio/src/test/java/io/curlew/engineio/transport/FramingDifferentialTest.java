package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Our framing against Netty's: they agree on random frames both ways, and on which random bytes are none. */
class FramingDifferentialTest {
    private static final int LIMIT = 200_000;
    private static final int[] LENGTHS = {0, 1, 2, 7, 8, 9, 124, 125, 126, 127, 1000, 65_534, 65_535, 65_536, 70_001};

    private final List<String> seen = new ArrayList<>();

    // ---- what we write, Netty reads

    @RepeatedTest(50)
    void nettyReadsWhatWeWrite(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        EmbeddedChannel channel = new EmbeddedChannel();
        FrameWriter writer = new FrameWriter(channel, null);
        EmbeddedChannel netty = new EmbeddedChannel(new WebSocket13FrameDecoder(config(true)));
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<EnginePacket> packets = packets(random);
            packets.forEach(packet -> written.add(describe(packet)));
            finish(writer, writer.write(packets));
            if (random.nextBoolean()) {
                byte[] payload = new byte[random.nextInt(126)];
                random.nextBytes(payload);
                written.add("ping " + Arrays.hashCode(payload));
                finish(writer, writer.control(Opcode.PING, payload));
            }
        }
        for (ByteBuf chunk = channel.readOutbound(); chunk != null; chunk = channel.readOutbound()) {
            netty.writeInbound(chunk);
        }
        for (WebSocketFrame frame = netty.readInbound(); frame != null; frame = netty.readInbound()) {
            seen.add(describe(frame));
            frame.release();
        }
        assertThat(seen).isEqualTo(written);
        assertThat(writer.isWritable()).isTrue();
        channel.finishAndReleaseAll();
        netty.finishAndReleaseAll();
    }

    /** As the channel's events do it in a pipeline. */
    private static void finish(FrameWriter writer, ChannelFuture written) {
        for (int chunk = 0; chunk < 1000 && !written.isSuccess(); chunk++) {
            writer.pump();
        }
        assertThat(written.isSuccess()).isTrue();
    }

    private static List<EnginePacket> packets(Random random) {
        List<EnginePacket> packets = new ArrayList<>();
        for (int count = random.nextInt(8); count >= 0; count--) {
            byte[] data = new byte[LENGTHS[random.nextInt(LENGTHS.length)]];
            random.nextBytes(data);
            boolean text = random.nextBoolean();
            if (text) {
                for (int i = 0; i < data.length; i++) {
                    data[i] &= 0x7F;
                }
            }
            packets.add(new EnginePacket.Message(text ? EngineData.ofUtf8(data) : EngineData.ofBytes(data)));
        }
        return packets;
    }

    private static String describe(EnginePacket packet) {
        byte[] data = ((EnginePacket.Message) packet).data().array();
        if (((EnginePacket.Message) packet).data().isText()) {
            byte[] whole = new byte[data.length + 1];
            whole[0] = '4';
            System.arraycopy(data, 0, whole, 1, data.length);
            return "text " + Arrays.hashCode(whole);
        }
        return "binary " + Arrays.hashCode(data);
    }

    private static String describe(WebSocketFrame frame) {
        String kind = frame instanceof TextWebSocketFrame
                ? "text "
                : frame instanceof PingWebSocketFrame ? "ping " : "binary ";
        return kind + Arrays.hashCode(ByteBufUtil.getBytes(frame.content()));
    }

    // ---- what Netty writes, we read

    @RepeatedTest(50)
    void weReadWhatNettyWrites(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        EmbeddedChannel netty = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            writeMessage(netty, random, written);
        }
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = netty.readOutbound(); part != null; part = netty.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        FrameReader reader = new FrameReader(LIMIT, null, new Seen());
        while (all.isReadable()) {
            reader.read(all.readSlice(Math.min(all.readableBytes(), 1 + random.nextInt(50_000))));
        }
        assertThat(seen).isEqualTo(written);
        netty.finishAndReleaseAll();
    }

    private static void writeMessage(EmbeddedChannel netty, Random random, List<String> written) {
        byte[] payload = new byte[LENGTHS[random.nextInt(LENGTHS.length)]];
        random.nextBytes(payload);
        int cut = random.nextInt(payload.length + 1);
        boolean whole = random.nextBoolean();
        netty.writeOutbound(
                new BinaryWebSocketFrame(whole, 0, Unpooled.wrappedBuffer(payload, 0, whole ? payload.length : cut)));
        if (random.nextBoolean()) {
            byte[] control = new byte[random.nextInt(126)];
            random.nextBytes(control);
            netty.writeOutbound(
                    random.nextBoolean()
                            ? new PingWebSocketFrame(Unpooled.wrappedBuffer(control))
                            : new PongWebSocketFrame(Unpooled.wrappedBuffer(control)));
            String told = "control " + Arrays.hashCode(control);
            written.add(whole ? "binary " + Arrays.hashCode(payload) : told);
            written.add(whole ? told : "binary " + Arrays.hashCode(payload));
        } else {
            written.add("binary " + Arrays.hashCode(payload));
        }
        if (!whole) {
            netty.writeOutbound(new ContinuationWebSocketFrame(
                    true, 0, Unpooled.wrappedBuffer(payload, cut, payload.length - cut)));
        }
    }

    private final class Seen implements FrameReader.Frames {
        @Override
        public void packet(EnginePacket packet) {
            seen.add(
                    packet instanceof EnginePacket.Message message
                            ? (message.data().isText() ? "text " : "binary ")
                                    + Arrays.hashCode(message.data().array())
                            : "other");
        }

        @Override
        public void control(int opcode, byte[] payload) {
            seen.add("control " + Arrays.hashCode(payload));
        }
    }

    // ---- random bytes

    /**
     * Both stop at the same frame, or neither does. What our packets forbid besides (empty text, bad UTF-8) is left
     * out.
     */
    @RepeatedTest(200)
    void bothRefuseTheSameRandomFrames(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] bytes = randomFrames(random);
        EmbeddedChannel netty = new EmbeddedChannel(new WebSocket13FrameDecoder(config(false)));
        boolean nettyRefuses = refuses(() -> netty.writeInbound(Unpooled.wrappedBuffer(bytes)));
        int nettyFrames = 0;
        for (WebSocketFrame frame = netty.readInbound(); frame != null; frame = netty.readInbound()) {
            nettyFrames += frame instanceof CloseWebSocketFrame || !frame.isFinalFragment() ? 0 : 1;
            frame.release();
        }
        FrameReader reader = new FrameReader(LIMIT, null, new Seen());
        boolean weRefuse = refuses(() -> reader.read(Unpooled.wrappedBuffer(bytes)));
        assertThat(weRefuse).isEqualTo(nettyRefuses);
        assertThat(seen).hasSize(nettyFrames);
        netty.finishAndReleaseAll();
    }

    private static byte[] randomFrames(Random random) {
        ByteBuf bytes = Unpooled.buffer();
        for (int i = 0; i < 10; i++) {
            int[] opcodes = {Opcode.BINARY, Opcode.BINARY, Opcode.CONTINUATION, Opcode.PING, Opcode.PONG};
            int opcode = random.nextInt(12) == 0 ? random.nextInt(16) : opcodes[random.nextInt(opcodes.length)];
            if (opcode == Opcode.TEXT || opcode == Opcode.CLOSE) {
                opcode = Opcode.BINARY;
            }
            int first = random.nextInt(10) == 0 ? random.nextInt(16) << 4 : 0x80;
            int length = random.nextInt(20) == 0 ? random.nextInt(256) : random.nextInt(120);
            bytes.writeByte(first | opcode).writeByte(length);
            byte[] payload = new byte[length & 0x7F];
            random.nextBytes(payload);
            bytes.writeBytes(payload);
        }
        return ByteBufUtil.getBytes(bytes);
    }

    private static boolean refuses(Runnable reading) {
        try {
            reading.run();
            return false;
        } catch (RuntimeException refused) {
            return true;
        }
    }

    private static WebSocketDecoderConfig config(boolean masked) {
        return WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(masked)
                .maxFramePayloadLength(LIMIT)
                .withUTF8Validator(false)
                .closeOnProtocolViolation(false)
                .build();
    }
}
