package io.curlew.testserver.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A WebSocket frame, legal or not.
 *
 * @param opcode what kind of frame it is, 0 to 15
 * @param fin whether it is the last of its message
 * @param rsv the reserved bits RSV1 (4), RSV2 (2) and RSV3 (1)
 * @param masked whether the payload is masked on the wire, as a client's has to be and a server's must not
 * @param payload the payload, unmasked; it is not copied
 */
@SuppressWarnings("ArrayRecordComponent") // copies of a bomb would cost more than they protect
public record RawFrame(int opcode, boolean fin, int rsv, boolean masked, byte[] payload) {
    /** The opcode of a frame that continues a message. */
    public static final int CONTINUATION = 0;

    /** The opcode of a text message. */
    public static final int TEXT = 1;

    /** The opcode of a binary message. */
    public static final int BINARY = 2;

    /** The opcode of a close frame. */
    public static final int CLOSE = 8;

    /** The opcode of a ping. */
    public static final int PING = 9;

    /** The opcode of a pong. */
    public static final int PONG = 10;

    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    /**
     * Makes a final, unmasked frame, as a server sends it.
     *
     * @param opcode what kind of frame it is
     * @param payload the payload
     * @return the frame
     */
    public static RawFrame of(int opcode, byte[] payload) {
        return new RawFrame(opcode, true, 0, false, payload);
    }

    /**
     * Makes a whole text message.
     *
     * @param text the payload
     * @return the frame
     */
    public static RawFrame text(String text) {
        return of(TEXT, text.getBytes(UTF_8));
    }

    /**
     * Makes a whole binary message.
     *
     * @param payload the payload
     * @return the frame
     */
    public static RawFrame binary(byte... payload) {
        return of(BINARY, payload);
    }

    /**
     * Makes a close frame.
     *
     * @param code the close code, legal or not
     * @param reason the reason
     * @return the frame
     */
    public static RawFrame close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        return of(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /**
     * Returns this frame as one that others follow in the same message.
     *
     * @return the same frame without FIN
     */
    public RawFrame notFinal() {
        return new RawFrame(opcode, false, rsv, masked, payload);
    }

    /**
     * Returns this frame with reserved bits set.
     *
     * @param bits RSV1 (4), RSV2 (2) and RSV3 (1)
     * @return the same frame with these bits
     */
    public RawFrame rsv(int bits) {
        return new RawFrame(opcode, fin, bits, masked, payload);
    }

    /**
     * Returns this frame masked.
     *
     * @return the same frame, with a mask on the wire
     */
    public RawFrame asMasked() {
        return new RawFrame(opcode, fin, rsv, true, payload);
    }

    /**
     * Returns the payload as text.
     *
     * @return the payload, decoded as UTF-8
     */
    public String text() {
        return new String(payload, UTF_8);
    }

    /**
     * Returns the close code.
     *
     * @return the code of a close frame; 1005 when it has none
     */
    public int closeCode() {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getChar();
    }

    /**
     * Returns what goes on the wire.
     *
     * @return header, mask and payload
     */
    public byte[] bytes() {
        byte[] header = header(opcode, fin, rsv, masked, payload.length);
        byte[] bytes = Arrays.copyOf(header, header.length + payload.length);
        for (int i = 0; i < payload.length; i++) {
            bytes[header.length + i] = (byte) (masked ? payload[i] ^ MASK[i % MASK.length] : payload[i]);
        }
        return bytes;
    }

    /**
     * Returns only a header, for frames with a false length.
     *
     * @param opcode what kind of frame it is
     * @param fin whether it is the last of its message
     * @param rsv the reserved bits
     * @param masked whether a mask follows
     * @param length the length in the header; a negative length is written unchanged, in 64 bits
     * @return the header, in its shortest form, with its mask if there is one
     */
    public static byte[] header(int opcode, boolean fin, int rsv, boolean masked, long length) {
        ByteBuffer header = ByteBuffer.allocate(14);
        header.put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode));
        int maskBit = masked ? 0x80 : 0;
        if (length >= 0 && length <= 125) {
            header.put((byte) (maskBit | length));
        } else if (length >= 0 && length <= 0xFFFF) {
            header.put((byte) (maskBit | 126)).putShort((short) length);
        } else {
            header.put((byte) (maskBit | 127)).putLong(length);
        }
        header.put(MASK, 0, masked ? MASK.length : 0);
        return Arrays.copyOf(header.array(), header.position());
    }

    /** Reads the next frame. */
    static RawFrame read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        boolean masked = (second & 0x80) != 0;
        long length = length(in, second & 0x7F);
        byte[] mask = new byte[MASK.length];
        if (masked) {
            in.readFully(mask);
        }
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new IllegalStateException("the client's frame says that it has " + length + " bytes");
        }
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new EOFException("the client closed in the middle of a frame");
        }
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % mask.length];
        }
        return new RawFrame(first & 0x0F, (first & 0x80) != 0, first >> 4 & 7, masked, payload);
    }

    private static long length(DataInputStream in, int said) throws IOException {
        return said == 126 ? in.readUnsignedShort() : said == 127 ? in.readLong() : said;
    }
}
