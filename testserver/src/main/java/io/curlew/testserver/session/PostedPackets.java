package io.curlew.testserver.session;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.ProtocolException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Decodes the body of a POST. It differs from {@link PayloadCodec#decode} in its base64, which is {@link NodeBase64},
 * since the official Java client breaks base64 into lines; and an open packet, which no client sends, is not read.
 */
public final class PostedPackets {
    private PostedPackets() {}

    /**
     * Hands over the packets one by one, so that those before a bad one still arrive.
     *
     * @throws ProtocolException at the first thing that is not a packet; an empty body contains none and is refused,
     *     too
     */
    public static void decode(byte[] body, Consumer<? super EnginePacket> packets) {
        int start = 0;
        while (start <= body.length) {
            int end = indexOfSeparator(body, start);
            packets.accept(decodeOne(body, start, end));
            start = end + 1;
        }
    }

    /** Returns how many packets a body has room for, whether they are some or not: one more than its separators. */
    public static int count(byte[] body) {
        int count = 1;
        for (int end = indexOfSeparator(body, 0); end < body.length; end = indexOfSeparator(body, end + 1)) {
            count++;
        }
        return count;
    }

    private static int indexOfSeparator(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] != PayloadCodec.SEPARATOR) {
            at++;
        }
        return at;
    }

    private static EnginePacket decodeOne(byte[] body, int start, int end) {
        if (start == end) {
            throw new ProtocolException("a packet can't be empty", start);
        }
        if (body[start] == 'b') {
            return FrameCodec.decodeBinary(NodeBase64.decode(body, start + 1, end));
        }
        try {
            return FrameCodec.decodeLaterText(body[start], Arrays.copyOfRange(body, start + 1, end));
        } catch (ProtocolException inPacket) {
            throw new ProtocolException(inPacket.rule(), start + inPacket.offset());
        }
    }
}
