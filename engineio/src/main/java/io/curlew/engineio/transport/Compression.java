package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.netty.buffer.ByteBuf;

/**
 * The compression of one connection, both ways. On the loop: compressing what is worth it takes microseconds a
 * kilobyte, and the order of messages matters.
 */
final class Compression implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final int threshold;
    private final MessageDeflater deflater;
    private final MessageInflater inflater;

    Compression(DeflateConfig config, DeflateTerms terms) {
        this.threshold = config.threshold();
        this.deflater = new MessageDeflater(config.level(), terms.clientTakeover());
        this.inflater = new MessageInflater(terms.serverTakeover());
    }

    /** Returns whether the packet is to be compressed. */
    boolean wants(EnginePacket packet) {
        return packet instanceof EnginePacket.Message message
                && message.data().compressible()
                && message.data().size() >= threshold;
    }

    /** Appends the packet's compressed frame to a buffer. */
    void deflate(EnginePacket packet, ByteBuf to) {
        byte[] type = FrameCodec.isBinary(packet) ? NOTHING : new byte[] {FrameCodec.type(packet)};
        deflater.deflate(type, FrameCodec.data(packet), to);
    }

    MessageInflater inflater() {
        return inflater;
    }

    @Override
    public void close() {
        deflater.close();
        inflater.close();
    }
}
