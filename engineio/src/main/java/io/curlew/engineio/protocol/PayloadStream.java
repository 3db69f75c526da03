package io.curlew.engineio.protocol;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

/**
 * The body of some packets, encoded as it is read: beside the packets there is never more of it than a slice. For one
 * thread at a time.
 */
final class PayloadStream extends InputStream {
    /** A multiple of three, so that only a packet's last slice is padded; 32 KiB of base64. */
    private static final int SLICE = 24 * 1024;

    private static final byte[] NOTHING = {};

    private final Iterator<? extends EnginePacket> packets;
    private final byte[] head = new byte[2];
    private boolean isFirst = true;
    private long unread;

    /** What is read next, from {@link #at} to {@link #end}: a packet's head, its text, or a slice of its base64. */
    private byte[] piece = NOTHING;

    private int at;
    private int end;

    /** The data of the present packet, of which this many bytes have become pieces. */
    private byte[] data = NOTHING;

    private int taken;
    private boolean isBinary;
    private byte[] slice = NOTHING;
    private byte[] base64 = NOTHING;

    PayloadStream(List<? extends EnginePacket> packets) {
        this.packets = packets.iterator();
        this.unread = PayloadCodec.encodedSize(packets);
    }

    @Override
    public int available() {
        return (int) Math.min(unread, Integer.MAX_VALUE);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** Reads as much as was asked for, unless the body ends before. */
    @Override
    public int read(byte[] target, int from, int length) {
        int filled = 0;
        while (filled < length && hasPiece()) {
            int count = Math.min(length - filled, end - at);
            System.arraycopy(piece, at, target, from + filled, count);
            at += count;
            filled += count;
        }
        unread -= filled;
        return filled == 0 && length > 0 ? -1 : filled;
    }

    /** Makes the next piece, if the last one is used up. Returns whether there is any. */
    private boolean hasPiece() {
        while (at == end) {
            if (taken < data.length) {
                showData();
            } else if (packets.hasNext()) {
                begin(packets.next());
            } else {
                return false;
            }
        }
        return true;
    }

    private void begin(EnginePacket packet) {
        isBinary = FrameCodec.isBinary(packet);
        data = FrameCodec.data(packet);
        taken = 0;
        int size = 0;
        if (!isFirst) {
            head[size++] = PayloadCodec.SEPARATOR;
        }
        isFirst = false;
        head[size++] = isBinary ? (byte) 'b' : FrameCodec.type(packet);
        show(head, size);
    }

    private void showData() {
        if (isBinary) {
            byte[] next = nextSlice();
            show(base64, Base64.getEncoder().encode(next, base64));
        } else {
            taken = data.length;
            show(data, data.length);
        }
    }

    /** The encoder takes whole arrays only. One array serves for all slices but the last, which may be shorter. */
    private byte[] nextSlice() {
        int length = Math.min(SLICE, data.length - taken);
        if (slice.length == length) {
            System.arraycopy(data, taken, slice, 0, length);
        } else {
            slice = Arrays.copyOfRange(data, taken, taken + length);
        }
        int encoded = (length + 2) / 3 * 4;
        if (base64.length < encoded) {
            base64 = new byte[encoded];
        }
        taken += length;
        return slice;
    }

    private void show(byte[] next, int size) {
        piece = next;
        at = 0;
        end = size;
    }
}
