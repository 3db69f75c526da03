package io.curlew.engineio.protocol;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several packets in one HTTP body (Engine.IO protocol 4, section "HTTP long-polling"): their text forms with U+001E
 * between them, binary messages as {@code b} and base64.
 */
public final class PayloadCodec {
    /** What stands between two packets. Text that holds it can't be sent over polling. */
    public static final byte SEPARATOR = 0x1E;

    private PayloadCodec() {}

    /** Returns exactly how many bytes the packet takes in a body, a separator not counted. */
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
        boolean binary = FrameCodec.isBinary(packet);
        byte[] data = FrameCodec.data(packet);
        byte[] encoded = binary ? Base64.getEncoder().encode(data) : data;
        body[at] = binary ? (byte) 'b' : FrameCodec.type(packet);
        System.arraycopy(encoded, 0, body, at + 1, encoded.length);
        return at + 1 + encoded.length;
    }

    /**
     * Decodes a body and hands over its packets one by one, so that those before a bad one still arrive.
     *
     * @throws ProtocolException at the first thing that is no packet; an empty body holds none and is refused too
     */
    public static void decode(byte[] body, Consumer<? super EnginePacket> packets) {
        int start = 0;
        while (true) {
            int end = indexOfSeparator(body, start);
            packets.accept(decodeOne(body, start, end));
            if (end == body.length) {
                return;
            }
            start = end + 1;
        }
    }

    private static int indexOfSeparator(byte[] body, int from) {
        for (int i = from; i < body.length; i++) {
            if (body[i] == SEPARATOR) {
                return i;
            }
        }
        return body.length;
    }

    private static EnginePacket decodeOne(byte[] body, int start, int end) {
        if (start == end) {
            throw new ProtocolException("a packet can't be empty", start);
        }
        byte[] data = Arrays.copyOfRange(body, start + 1, end);
        if (body[start] == 'b') {
            return FrameCodec.decodeBinary(base64(data, start + 1));
        }
        try {
            return FrameCodec.decodeText(body[start], data);
        } catch (ProtocolException inPacket) {
            throw new ProtocolException(inPacket.rule(), start + inPacket.offset());
        }
    }

    private static byte[] base64(byte[] encoded, int offset) {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException notBase64) {
            throw new ProtocolException("binary must be base64 (RFC 4648, section 4)", offset);
        }
    }

    /** Returns whether the text can be told from its neighbours in a body. */
    public static boolean canCarry(EngineData data) {
        return !data.isText() || indexOfSeparator(data.array(), 0) == data.size();
    }
}
