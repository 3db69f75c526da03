package io.curlew.engineio.protocol;

import java.io.InputStream;
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

    private PayloadCodec() {}

    /** Returns the exact number of bytes that the packet takes in a body, without a separator. */
    public static long encodedSize(EnginePacket packet) {
        long size = FrameCodec.data(packet).length;
        return 1 + (FrameCodec.isBinary(packet) ? (size + 2) / 3 * 4 : size);
    }

    /** Returns exactly how many bytes the body of these packets has. */
    public static long encodedSize(List<? extends EnginePacket> packets) {
        long size = Math.max(0, packets.size() - 1);
        for (EnginePacket packet : packets) {
            size += encodedSize(packet);
        }
        return size;
    }

    /** Encodes the packets, in order, as one body. */
    public static byte[] encode(List<? extends EnginePacket> packets) {
        byte[] body = new byte[Math.toIntExact(encodedSize(packets))];
        int unused = new PayloadStream(packets).read(body, 0, body.length);
        return body;
    }

    /**
     * Returns a stream that encodes the body of these packets while it is read, so that a large body is never in memory
     * as a whole. A read returns as many bytes as requested, unless the body ends before. The packets must not change
     * in the meantime.
     */
    public static InputStream stream(List<? extends EnginePacket> packets) {
        return new PayloadStream(packets);
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

    /** Returns whether the data can be sent over polling, where text must not contain the {@link #SEPARATOR}. */
    public static boolean canCarry(EngineData data) {
        return !data.isText() || indexOfSeparator(data.array(), 0) == data.size();
    }
}
