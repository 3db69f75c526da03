package io.curlew.engineio.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several packets in one HTTP body (Engine.IO protocol 4, section "HTTP long-polling"): their text forms, separated by
 * U+001E, with binary messages as {@code b} and base64.
 */
public final class PayloadCodec {
    /** The separator between two packets. Text that contains it cannot be sent over polling. */
    public static final byte SEPARATOR = 0x1E;

    /** A multiple of three, so that only the last slice is padded; 32 KiB of base64. */
    private static final int SLICE = 24 * 1024;

    private PayloadCodec() {}

    /** Returns the exact number of bytes that the packet takes in a body, without a separator. */
    public static long encodedSize(EnginePacket packet) {
        long size = FrameCodec.data(packet).length;
        return 1 + (FrameCodec.isBinary(packet) ? (size + 2) / 3 * 4 : size);
    }

    /** Encodes the packets, in order, as one body. */
    public static byte[] encode(List<? extends EnginePacket> packets) {
        byte[] body = new byte[Math.toIntExact(bodySize(packets))];
        int at = 0;
        for (EnginePacket packet : packets) {
            if (at > 0) {
                body[at++] = SEPARATOR;
            }
            at = put(packet, body, at);
        }
        return body;
    }

    private static long bodySize(List<? extends EnginePacket> packets) {
        long size = Math.max(0, packets.size() - 1);
        for (EnginePacket packet : packets) {
            size += encodedSize(packet);
        }
        return size;
    }

    private static int put(EnginePacket packet, byte[] body, int at) {
        byte[] data = FrameCodec.data(packet);
        if (FrameCodec.isBinary(packet)) {
            body[at] = 'b';
            return putBase64(data, body, at + 1);
        }
        body[at] = FrameCodec.type(packet);
        System.arraycopy(data, 0, body, at + 1, data.length);
        return at + 1 + data.length;
    }

    /** Slice by slice: the encoder can't write into the middle of an array, and the whole is not to be there twice. */
    private static int putBase64(byte[] data, byte[] body, int start) {
        byte[] slice = new byte[Math.min(SLICE, data.length)];
        byte[] encoded = new byte[(slice.length + 2) / 3 * 4];
        int at = start;
        for (int from = 0; from < data.length; from += SLICE) {
            int length = Math.min(slice.length, data.length - from);
            System.arraycopy(data, from, slice, 0, length);
            byte[] whole = length == slice.length ? slice : Arrays.copyOf(slice, length);
            int written = Base64.getEncoder().encode(whole, encoded);
            System.arraycopy(encoded, 0, body, at, written);
            at += written;
        }
        return at;
    }

    /**
     * Decodes a body and passes on its packets one by one, so that those before an invalid one still arrive. Only the
     * first can be read as an open packet. {@link PayloadReader} is for callers that cannot take all packets at once.
     *
     * @throws ProtocolException at the first thing that is not a packet; an empty body contains none and is rejected,
     *     too
     */
    public static void decode(byte[] body, Consumer<? super EnginePacket> packets) {
        PayloadReader reader = PayloadReader.ofFirst(body);
        while (reader.hasNext()) {
            packets.accept(reader.next());
        }
    }

    static int indexOfSeparator(byte[] body, int from) {
        for (int i = from; i < body.length; i++) {
            if (body[i] == SEPARATOR) {
                return i;
            }
        }
        return body.length;
    }

    static EnginePacket decodeOne(byte[] body, int start, int end, boolean first) {
        if (start == end) {
            throw new ProtocolException("a packet can't be empty", start);
        }
        if (body[start] == 'b') {
            return FrameCodec.decodeBinary(base64(body, start + 1, end));
        }
        byte[] data = Arrays.copyOfRange(body, start + 1, end);
        try {
            return FrameCodec.decode(body[start], data, first);
        } catch (ProtocolException inPacket) {
            throw new ProtocolException(inPacket.rule(), start + inPacket.offset());
        }
    }

    private static byte[] base64(byte[] body, int start, int end) {
        try {
            ByteBuffer data = Base64.getDecoder().decode(ByteBuffer.wrap(body, start, end - start));
            byte[] array = data.array();
            return data.remaining() == array.length ? array : Arrays.copyOf(array, data.remaining());
        } catch (IllegalArgumentException notBase64) {
            throw new ProtocolException("binary must be base64 (RFC 4648, section 4)", start);
        }
    }

    /** Returns whether the text can be told apart from its neighbours in a body. */
    public static boolean canCarry(EngineData data) {
        return !data.isText() || indexOfSeparator(data.array(), 0) == data.size();
    }
}
