package io.curlew.engineio.transport;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Makes compressed messages what they were (RFC 7692, section 7.2.2), piece by piece, within the bound of what collects
 * them. Holds memory outside the heap until it is closed.
 */
final class MessageInflater implements AutoCloseable {
    private static final byte[] FLUSH_MARK = {0, 0, (byte) 0xff, (byte) 0xff};
    private static final int CHUNK = 8192;

    private final Inflater inflater = new Inflater(true);
    private final boolean takeover;
    private final byte[] chunk = new byte[CHUNK];

    MessageInflater(boolean takeover) {
        this.takeover = takeover;
    }

    /** Inflates a piece; returns whether all of it had room. */
    boolean inflate(ByteBuf piece, BoundedBytes into) {
        return inflate(piece.nioBuffer(), into);
    }

    /** Ends a message; returns whether all of it had room. */
    boolean end(BoundedBytes into) {
        boolean fits = inflate(ByteBuffer.wrap(FLUSH_MARK), into);
        if (!takeover) {
            inflater.reset();
        }
        return fits;
    }

    private boolean inflate(ByteBuffer piece, BoundedBytes into) {
        inflater.setInput(piece);
        try {
            while (true) {
                int size = inflater.inflate(chunk);
                if (size > 0) {
                    if (!into.add(chunk, size)) {
                        return false;
                    }
                } else if (inflater.finished() && piece.hasRemaining()) {
                    // A last block that is not the last: what follows starts afresh.
                    inflater.reset();
                    inflater.setInput(piece);
                } else if (inflater.needsDictionary()) {
                    throw corrupt(null);
                } else {
                    return true;
                }
            }
        } catch (DataFormatException notDeflated) {
            throw corrupt(notDeflated);
        }
    }

    private static BrokenFrameException corrupt(@Nullable Throwable cause) {
        return new BrokenFrameException(
                WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "compressed data must be a deflate stream", cause);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
