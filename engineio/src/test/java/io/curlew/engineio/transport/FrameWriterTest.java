package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private static final EnginePacket HELLO = EnginePacket.message("hello");

    private final StoppableChannel channel = new StoppableChannel();
    private final FrameWriter writer = new FrameWriter(channel, null);

    /** Takes more only when it is told to. */
    private static final class StoppableChannel extends EmbeddedChannel {
        private boolean stopped;

        @Override
        public boolean isWritable() {
            return !stopped && super.isWritable();
        }
    }

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    private byte[] written() {
        ByteBuf chunk = channel.readOutbound();
        try {
            return ByteBufUtil.getBytes(chunk);
        } finally {
            chunk.release();
        }
    }

    @Test
    void theMaskIsAnotherOneForEachFrame() {
        Set<List<Byte>> masks = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(writer.write(List.of(HELLO)).isSuccess()).isTrue();
            byte[] frame = written();
            assertThat(frame).hasSize(2 + 4 + 6);
            assertThat(frame[0] & 0xFF).isEqualTo(0x81);
            assertThat(frame[1] & 0xFF).isEqualTo(0x86);
            assertThat((byte) (frame[2] ^ frame[6])).isEqualTo((byte) '4');
            masks.add(List.of(frame[2], frame[3], frame[4], frame[5]));
        }
        assertThat(masks).hasSizeGreaterThan(95);
    }

    @Test
    void smallPacketsLeaveInOneBuffer() {
        assertThat(writer.write(Collections.nCopies(100, HELLO)).isSuccess()).isTrue();
        assertThat(written()).hasSize(100 * 12);
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void whatIsHeldBackLeavesWithOneFlush() {
        writer.hold();
        ChannelFuture first = writer.write(List.of(HELLO));
        ChannelFuture second = writer.write(List.of(HELLO));
        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(first.isDone()).isFalse();
        writer.release();
        assertThat(channel.outboundMessages()).hasSize(2);
        assertThat(second.isSuccess()).isTrue();
        assertThat(writer.write(List.of(HELLO)).isSuccess()).isTrue();
    }

    @Test
    void notMoreIsHeldBackThanAFullChannelOr256Flushes() {
        writer.hold();
        for (int i = 0; i < 256; i++) {
            assertThat(writer.write(List.of(HELLO)).isDone()).isFalse();
        }
        assertThat(writer.write(List.of(HELLO)).isSuccess()).isTrue();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 100));
        EnginePacket fills = new EnginePacket.Message(EngineData.ofBytes(new byte[200]));
        assertThat(writer.write(List.of(fills)).isSuccess()).isTrue();
    }

    @Test
    void ofALargePacketNoMoreIsCopiedThanTheChannelTakes() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 100));
        channel.stopped = true;
        EnginePacket large = new EnginePacket.Message(EngineData.ofBytes(new byte[1_000_000]));
        ChannelFuture done = writer.write(List.of(large));
        ChannelFuture pong = writer.control(Opcode.PONG, new byte[3]);
        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(writer.isWritable()).isFalse();
        channel.stopped = false;
        int total = 0;
        while (!writer.isWritable()) {
            writer.pump();
            while (!channel.outboundMessages().isEmpty()) {
                byte[] chunk = written();
                assertThat(chunk.length).isLessThanOrEqualTo(64 * 1024);
                total += chunk.length;
            }
        }
        assertThat(total).isEqualTo(14 + 1_000_000 + 6 + 3);
        assertThat(done.isSuccess()).isTrue();
        assertThat(pong.isSuccess()).isTrue();
        assertThat(writer.isWritable()).isTrue();
    }

    @Test
    void aControlFrameDoesNotBreakIntoAnother() {
        channel.stopped = true;
        ChannelFuture before = writer.write(List.of(new EnginePacket.Message(EngineData.ofBytes(new byte[10]))));
        ChannelFuture after = writer.control(Opcode.CLOSE, CloseFrame.payload(1000));
        assertThat(before.isDone() || after.isDone()).isFalse();
        channel.stopped = false;
        writer.pump();
        assertThat(written()[0] & 0xFF).isEqualTo(0x82);
        byte[] close = written();
        assertThat(close[0] & 0xFF).isEqualTo(0x88);
        byte[] code = {(byte) (close[6] ^ close[2]), (byte) (close[7] ^ close[3])};
        assertThat(code).containsExactly(3, 0xE8);
    }
}
