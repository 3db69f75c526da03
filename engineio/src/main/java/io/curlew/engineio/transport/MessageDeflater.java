package io.curlew.engineio.transport;

import io.netty.buffer.ByteBuf;
import java.util.zip.Deflater;

/** Compresses messages (RFC 7692, section 7.2.1). Holds memory outside the heap until it is closed. */
final class MessageDeflater implements AutoCloseable {
    /** A flush ends with an empty block, of which the message leaves these four bytes out. */
    private static final int FLUSH_MARK = 4;

    private static final int CHUNK = 8192;

    private final Deflater deflater;
    private final boolean takeover;
    private final byte[] chunk = new byte[CHUNK];

    MessageDeflater(int level, boolean takeover) {
        this.deflater = new Deflater(level, true);
        this.takeover = takeover;
    }

    /** Appends what the two pieces together make when compressed. */
    void deflate(byte[] first, byte[] second, ByteBuf to) {
        int start = to.writerIndex();
        deflate(first, Deflater.NO_FLUSH, to);
        deflate(second, Deflater.SYNC_FLUSH, to);
        int size = to.writerIndex() - start;
        if (size > FLUSH_MARK) {
            to.writerIndex(start + size - FLUSH_MARK);
        } else {
            // Nothing at all is one empty block (section 7.2.3.6).
            to.writerIndex(start).writeByte(0);
        }
        if (!takeover) {
            deflater.reset();
        }
    }

    private void deflate(byte[] piece, int flush, ByteBuf to) {
        deflater.setInput(piece);
        int size = chunk.length;
        // A chunk that is not full was all there is.
        while (size == chunk.length) {
            size = deflater.deflate(chunk, 0, chunk.length, flush);
            to.writeBytes(chunk, 0, size);
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
