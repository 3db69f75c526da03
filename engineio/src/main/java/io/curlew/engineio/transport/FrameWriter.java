package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames, masked (RFC 6455, sections 5.2 and 5.3). Many small ones leave in one buffer, and a large one in many:
 * bytes are copied and masked in one pass, and only as fast as the channel takes them, so that what waits here takes no
 * memory beside the packets themselves.
 */
final class FrameWriter {
    private static final int MIN_CHUNK = 64;
    private static final int MAX_HEADER = 14;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int MAX_7_BITS = 125;
    private static final int LENGTH_OF_2_BYTES = 126;
    private static final int LENGTH_OF_8_BYTES = 127;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** So many flushes wait for the end of a read at most, as with Netty's FlushConsolidationHandler. */
    private static final int MAX_HELD = 256;

    private static final SecureRandom SEEDS = new SecureRandom();
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final Channel channel;
    private final @Nullable Compression compression;
    private final ArrayDeque<Unit> waiting = new ArrayDeque<>(2);
    /** Of {@link #nextMask}; each connection has its own, so that no server knows the masks for another one. */
    private long masks = SEEDS.nextLong();

    // The frame that is under way: what of its data is left, and the mask for the next byte in the lowest eight bits.
    private byte @Nullable [] data;
    private int at;
    private int mask;
    /** What is written waits for {@link #release}. */
    private boolean holding;
    /** How many flushes wait for it. */
    private int held;

    /** What is written together, and how much room what is left of it needs at most, unless compression fails. */
    private static final class Unit {
        private final Iterator<OutgoingFrame> frames;
        private final ChannelPromise written;
        private long left;

        Unit(Iterator<OutgoingFrame> frames, long size, ChannelPromise written) {
            this.frames = frames;
            this.left = size;
            this.written = written;
        }
    }

    FrameWriter(Channel channel, @Nullable Compression compression) {
        this.channel = channel;
        this.compression = compression;
    }

    /** Returns whether everything is on its way, and the channel takes more. */
    boolean isWritable() {
        return waiting.isEmpty() && channel.isWritable();
    }

    /** Writes the packets, and returns the future of the last. */
    ChannelFuture write(List<EnginePacket> packets) {
        long size = 0;
        for (EnginePacket packet : packets) {
            size += MAX_HEADER + 1 + FrameCodec.data(packet).length;
        }
        return write(new Unit(new PacketFrames(packets, channel, compression), size, channel.newPromise()));
    }

    /** Writes a ping, pong or close frame behind what waits. */
    ChannelFuture control(int opcode, byte[] payload) {
        OutgoingFrame frame = OutgoingFrame.of(opcode, payload);
        return write(new Unit(List.of(frame).iterator(), MAX_HEADER + 1 + payload.length, channel.newPromise()));
    }

    private ChannelFuture write(Unit unit) {
        waiting.add(unit);
        pump();
        return unit.written;
    }

    /** Goes on with what waits, as far as the channel takes it. */
    void pump() {
        boolean any = false;
        Unit unit = waiting.peek();
        while (unit != null && channel.isWritable()) {
            any = true;
            writeChunk(unit);
            unit = waiting.peek();
        }
        if (any) {
            flush();
        }
    }

    /** Lets what is written from now on wait for {@link #release}, unless it is too much. */
    void hold() {
        holding = true;
    }

    /** Sends what was held back, and holds nothing back any more. */
    void release() {
        holding = false;
        if (held > 0) {
            flush();
        }
    }

    private void flush() {
        if (holding && held < MAX_HELD && channel.isWritable()) {
            held++;
        } else {
            held = 0;
            channel.flush();
        }
    }

    private void writeChunk(Unit unit) {
        ByteBuf chunk = channel.alloc().directBuffer((int) Math.max(MIN_CHUNK, Math.min(Connector.CHUNK, unit.left)));
        fill(chunk, unit.frames);
        unit.left -= chunk.readableBytes();
        if (data != null || unit.frames.hasNext()) {
            var unused = channel.write(chunk);
        } else {
            waiting.remove();
            var unused = channel.write(chunk, unit.written);
        }
    }

    private void fill(ByteBuf chunk, Iterator<OutgoingFrame> frames) {
        ByteBuffer to = chunk.internalNioBuffer(0, chunk.capacity()).duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int start = to.position();
        while (data != null || (frames.hasNext() && to.remaining() > MAX_HEADER)) {
            if (data == null) {
                begin(frames.next(), to);
            }
            if (!copyMasked(to)) {
                break;
            }
        }
        chunk.writerIndex(to.position() - start);
    }

    private void begin(OutgoingFrame frame, ByteBuffer to) {
        to.put((byte) (FINAL | (frame.reserved() << 4) | frame.opcode()));
        int length = frame.length();
        if (length <= MAX_7_BITS) {
            to.put((byte) (MASKED | length));
        } else if (length < 1 << 16) {
            to.put((byte) (MASKED | LENGTH_OF_2_BYTES)).putShort(Short.reverseBytes((short) length));
        } else {
            to.put((byte) (MASKED | LENGTH_OF_8_BYTES)).putLong(Long.reverseBytes(length));
        }
        mask = nextMask();
        to.putInt(mask);
        if (frame.hasType()) {
            to.put((byte) (frame.type() ^ mask));
            mask = Integer.rotateRight(mask, Byte.SIZE);
        }
        data = frame.data();
        at = 0;
    }

    /**
     * Returns the next number of SplitMix64, the generator of {@link java.util.SplittableRandom}, which takes six times
     * the memory. The purpose of masks (RFC 6455, section 10.3) needs some that nobody knows beforehand, not some that
     * stay secret.
     */
    private int nextMask() {
        masks += GOLDEN_GAMMA;
        long mixed = (masks ^ (masks >>> 33)) * 0x62a9d9ed799705f5L;
        return (int) (((mixed ^ (mixed >>> 28)) * 0xcb24d0a5c88c35b3L) >>> Integer.SIZE);
    }

    /** Copies as much of the frame's data as there is room for, and returns whether that was all. */
    private boolean copyMasked(ByteBuffer to) {
        byte[] from = data;
        if (from == null) {
            return true;
        }
        int end = at + Math.min(to.remaining(), from.length - at);
        at = copyMasked(from, at, end, to);
        if (at < from.length) {
            return false;
        }
        data = null;
        return true;
    }

    private int copyMasked(byte[] from, int start, int end, ByteBuffer to) {
        long twice = ((long) mask << Integer.SIZE) | (mask & 0xFFFFFFFFL);
        int put = to.position();
        int next = start;
        for (; next <= end - Long.BYTES; next += Long.BYTES) {
            to.putLong(put, (long) LONGS.get(from, next) ^ twice);
            put += Long.BYTES;
        }
        to.position(put);
        for (; next < end; next++) {
            to.put((byte) (from[next] ^ mask));
            mask = Integer.rotateRight(mask, Byte.SIZE);
        }
        return next;
    }
}
