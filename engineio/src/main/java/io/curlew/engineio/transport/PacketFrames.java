package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes frames of packets when their turn comes: compression has to see them in the order of the wire. */
final class PacketFrames implements Iterator<OutgoingFrame> {
    private final Iterator<EnginePacket> packets;
    private final Channel channel;
    private final @Nullable Compression compression;

    PacketFrames(List<EnginePacket> packets, Channel channel, @Nullable Compression compression) {
        this.packets = packets.iterator();
        this.channel = channel;
        this.compression = compression;
    }

    @Override
    public boolean hasNext() {
        return packets.hasNext();
    }

    @Override
    public OutgoingFrame next() {
        EnginePacket packet = packets.next();
        boolean binary = FrameCodec.isBinary(packet);
        if (compression != null && channel.isOpen() && compression.wants(packet)) {
            return OutgoingFrame.compressed(binary ? Opcode.BINARY : Opcode.TEXT, deflated(compression, packet));
        }
        byte[] data = FrameCodec.data(packet);
        return binary ? OutgoingFrame.of(Opcode.BINARY, data) : OutgoingFrame.ofText(FrameCodec.type(packet), data);
    }

    private static byte[] deflated(Compression with, EnginePacket packet) {
        ByteBuf content = Unpooled.buffer();
        with.deflate(packet, content);
        return ByteBufUtil.getBytes(content);
    }
}
