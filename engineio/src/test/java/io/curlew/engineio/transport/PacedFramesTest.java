package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames that came with one read and are more than there is room for. */
@Tag("N04")
class PacedFramesTest implements WebSocketFraming.Peer {
    private final List<String> seen = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private WebSocketFraming framing = WebSocketFraming.on(channel.pipeline(), 10_000, null, this);

    @AfterEach
    void release() {
        boolean unused = channel.finishAndReleaseAll();
    }

    @Override
    public void received(EnginePacket packet) {
        String text = (char) FrameCodec.type(packet) + new String(FrameCodec.data(packet), UTF_8);
        seen.add(text);
        if (text.endsWith("!")) {
            framing.setReading(false);
        }
        if (text.endsWith("?")) {
            var unused = framing.write(List.of(new EnginePacket.Message(EngineData.text("answer"))));
        }
    }

    /** Counts what would be a system call each. */
    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void flush(ChannelHandlerContext context) {
            count++;
            context.flush();
        }
    }

    @Override
    public void roundTrip(long nanos) {
        seen.add("round trip");
    }

    @Override
    public void ponged() {
        seen.add("ponged");
    }

    @Override
    public void readComplete() {
        seen.add("-");
    }

    @Override
    public void writabilityChanged() {}

    @Override
    public void closed(int code, String message) {
        seen.add("closed " + code);
    }

    @Override
    public void lost(Phase phase, @Nullable Throwable cause) {
        seen.add(phase == Phase.WRITE ? "lost by a write" : "lost");
    }

    @Override
    public void broken(String what, Throwable cause) {
        seen.add("broken: " + what);
    }

    private ByteBuf read(byte[]... frames) {
        ByteBuf bytes = Unpooled.copiedBuffer(Peer.concat(frames));
        channel.writeInbound(bytes);
        return bytes;
    }

    private void resume() {
        framing.setReading(true);
        assertThat(seen).as("nothing comes from inside the call").isEmpty();
        channel.runPendingTasks();
    }

    private void assertSeen(String... lines) {
        assertThat(seen).containsExactly(lines);
        seen.clear();
    }

    @Test
    void waitAsTheBytesTheyAre() {
        ByteBuf bytes = read(Peer.text("4a"), Peer.text("4b!"), Peer.text("4c"), Peer.text("4d!"), Peer.text("4e"));
        assertSeen("4a", "4b!", "-");
        assertThat(channel.config().isAutoRead()).isFalse();
        resume();
        assertSeen("4c", "4d!", "-");
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(bytes.refCnt()).isOne();
        resume();
        assertSeen("4e", "-");
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(bytes.refCnt()).isZero();
    }

    @Test
    void waitInTheOrderInWhichTheyCame() {
        byte[] split = Peer.text("4c");
        read(Peer.text("4a!"), Peer.text("4b"), new byte[] {split[0]});
        read(new byte[] {split[1], split[2]}); // a connection that ends is read to its end, whoever wants that
        read(new byte[] {split[3]}, Peer.text("4d"));
        assertSeen("4a!", "-", "-", "-");
        resume();
        assertSeen("4b", "4c", "4d", "-");
    }

    @Test
    void areToldBeforeTheEnd() {
        read(Peer.text("4a!"), Peer.text("4b!"), Peer.text("4c"));
        var unused = channel.close();
        assertSeen("4a!", "-");
        resume();
        assertSeen("4b!", "-");
        resume();
        assertSeen("4c", "-", "lost");
    }

    @Test
    void areToldBeforeTheEndAlsoIfTheLastOfThemFillsTheRoom() {
        read(Peer.text("4a!"), Peer.text("4b!"));
        var unused = channel.close();
        assertSeen("4a!", "-");
        resume();
        assertSeen("4b!", "-", "lost");
    }

    @Test
    void areToldBeforeAWriteThatFailed() {
        read(Peer.text("4a!"), Peer.text("4b"));
        framing.writeFailed(new IOException("broken pipe"));
        assertThat(channel.isOpen()).isFalse();
        assertSeen("4a!", "-");
        resume();
        assertSeen("4b", "-", "lost by a write");
    }

    @Test
    void areNotWaitedForByAWriteThatFailedWhenThereAreNone() {
        framing.writeFailed(new IOException("broken pipe"));
        assertSeen("lost by a write");
    }

    @Test
    void mayHoldTheServersGoodbye() {
        read(Peer.text("4a!"), Peer.frame(0x88, new byte[] {3, (byte) 0xE9}), Peer.text("4never"));
        assertSeen("4a!", "-");
        resume();
        assertSeen("closed 1001");
    }

    @Test
    void mayBreakTheRules() {
        ByteBuf bytes = read(Peer.text("4a!"), Peer.text("4b"), Peer.frame(0x83, new byte[0]), Peer.text("4never"));
        assertSeen("4a!", "-");
        resume();
        assertSeen("4b", "broken: a frame has a reserved opcode");
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(bytes.refCnt()).isZero();
    }

    @Test
    void areReleasedWithTheConnection() {
        ByteBuf bytes = read(Peer.text("4a!"), Peer.text("4b"));
        ByteBuf more = read(Peer.text("4c"));
        framing.drop();
        assertThat(bytes.refCnt()).isZero();
        assertThat(more.refCnt()).isZero();
        framing.setReading(true);
        channel.runPendingTasks();
        assertSeen("4a!", "-", "-");
    }

    @Test
    void holdAPingThatIsAnsweredWhenItIsReached() {
        read(Peer.text("4a!"), Peer.frame(0x89, new byte[] {'p'}));
        assertThat(channel.outboundMessages()).isEmpty();
        seen.clear();
        resume();
        assertThat(channel.outboundMessages()).hasSize(1);
    }

    @Test
    void areAnsweredTogether() {
        Flushes flushes = new Flushes();
        channel.pipeline().addFirst(flushes);
        read(Peer.text("4a!"), Peer.text("4b?"), Peer.text("4c?"), Peer.text("4d?"));
        seen.clear();
        resume();
        assertSeen("4b?", "4c?", "4d?", "-");
        assertThat(channel.outboundMessages()).hasSize(3);
        assertThat(flushes.count).isOne();
    }

    @Test
    void areInflatedWhenTheirTurnComesAndNotBefore() {
        Compression compression = new Compression(new DeflateConfig(0, 6, true), new DeflateTerms(true, true));
        MessageDeflater server = new MessageDeflater(6, true);
        EmbeddedChannel compressed = new EmbeddedChannel();
        framing = WebSocketFraming.on(compressed.pipeline(), 10_000, compression, this);
        byte[] first = deflated(server, "a".repeat(5_000) + "!");
        byte[] second = deflated(server, "a".repeat(5_000));
        compressed.writeInbound(Unpooled.copiedBuffer(Peer.concat(first, second)));
        var unused = compressed.close();
        assertThat(seen).hasSize(2);
        seen.clear();
        framing.setReading(true);
        compressed.runPendingTasks();
        assertSeen("4" + "a".repeat(5_000), "-", "lost");
        server.close();
        boolean unwritten = compressed.finishAndReleaseAll();
        assertThat(unwritten).isFalse();
    }

    private static byte[] deflated(MessageDeflater with, String text) {
        ByteBuf content = Unpooled.buffer();
        with.deflate(new byte[] {'4'}, text.getBytes(UTF_8), content);
        return Peer.frame(0xC1, ByteBufUtil.getBytes(content));
    }
}
