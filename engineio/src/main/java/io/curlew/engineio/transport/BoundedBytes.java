package io.curlew.engineio.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Collects bytes up to a limit. However small the pieces are, they end in one array: none keeps a buffer of its own
 * alive. An announcement of what is to come spares copies, and is believed as far as some of it has come: what a peer
 * announces takes no more memory than a few times what it has sent.
 */
final class BoundedBytes {
    private static final int FIRST_SIZE = 1024;
    /** So much memory an announcement takes for nothing. */
    private static final int FREE = 4096;
    /** From then on it takes so much times what has come. */
    private static final int TRUST = 4;

    private static final byte[] NOTHING = {};

    private final int limit;
    private byte[] bytes = NOTHING;
    private int size;
    private int announced;

    BoundedBytes(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    /** Returns how much memory is taken. */
    int allocated() {
        return bytes.length;
    }

    /** So many more bytes are to come, and maybe more after them. */
    void announce(int more) {
        announced = size + Math.min(more, limit - size);
    }

    /**
     * Takes that many bytes out of the buffer.
     *
     * @throws IllegalStateException when there is no room for all of them
     */
    void read(ByteBuf in, int length) {
        if (length > limit - size) {
            throw new IllegalStateException("more bytes have come than were announced");
        }
        makeRoom(length);
        in.readBytes(bytes, size, length);
        size += length;
    }

    /** Adds as much of the buffer, which does not move, as there is room for, and returns whether that was all. */
    boolean add(ByteBuf piece) {
        int taken = makeRoom(piece.readableBytes());
        piece.getBytes(piece.readerIndex(), bytes, size, taken);
        size += taken;
        return taken == piece.readableBytes();
    }

    /** Adds the first bytes of an array as far as there is room for them, and returns whether that was all. */
    boolean add(byte[] piece, int length) {
        int taken = makeRoom(length);
        System.arraycopy(piece, 0, bytes, size, taken);
        size += taken;
        return taken == length;
    }

    private int makeRoom(int wanted) {
        int possible = Math.min(wanted, limit - size);
        if (possible > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, newLength(size + possible));
        }
        return possible;
    }

    private int newLength(int needed) {
        if (needed <= announced && announced <= Math.max(FREE, (long) TRUST * needed)) {
            return announced;
        }
        long doubled = Math.max(FIRST_SIZE, 2L * bytes.length);
        return (int) Math.min(limit, Math.max(needed, doubled));
    }

    /** Gives away all that was collected, in an array of exactly that length, and starts anew. */
    byte[] take() {
        byte[] all = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        bytes = NOTHING;
        size = 0;
        announced = 0;
        return all;
    }
}
