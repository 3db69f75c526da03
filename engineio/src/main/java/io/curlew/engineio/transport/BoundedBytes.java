package io.curlew.engineio.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Collects bytes up to a limit. What a peer announces allocates nothing, and however small its pieces are, they end in
 * one array: no piece keeps a buffer of its own alive.
 */
final class BoundedBytes {
    private static final int FIRST_SIZE = 1024;

    private final int limit;
    private byte[] bytes = {};
    private int size;

    BoundedBytes(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    /** Adds as much as there is room for, and returns whether that was all. */
    boolean add(ByteBuf piece) {
        int taken = makeRoom(piece.readableBytes());
        piece.getBytes(piece.readerIndex(), bytes, size, taken);
        size += taken;
        return taken == piece.readableBytes();
    }

    /** Adds the first bytes of an array, as {@link #add(ByteBuf)}. */
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
        long doubled = Math.max(FIRST_SIZE, 2L * bytes.length);
        return (int) Math.min(limit, Math.max(needed, doubled));
    }

    byte get(int index) {
        return bytes[index];
    }

    /** Returns the bytes from there to the end, in an array of exactly that length. */
    byte[] from(int start) {
        return Arrays.copyOfRange(bytes, start, size);
    }
}
