package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes packets of the data frames' bytes, which are copied once, into the packet's own array, and within bounds. */
final class MessageAssembler {
    private static final int FREE_FRAGMENTS = 1024;
    private static final int BYTES_PER_FRAGMENT = 16 * 1024;

    private final int maxMessageSize;
    private final BoundedBytes message;
    private boolean text;
    /** The packet's type is not a part of its data: it is kept apart, unless the message is compressed. */
    private byte type;

    private boolean hasType;
    private boolean opensSession = true;
    private boolean within;
    private int fragments;
    private long wireBytes;
    /** Set while the message is a compressed one. */
    private @Nullable MessageInflater inflater;

    MessageAssembler(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
        this.message = new BoundedBytes(maxMessageSize);
    }

    /** The session has begun on another connection: no message is its first. */
    void continueSession() {
        opensSession = false;
    }

    /** Returns whether a message has started and not ended. */
    boolean isWithin() {
        return within;
    }

    /** A message starts; with an inflater when it is a compressed one. */
    void start(boolean isText, @Nullable MessageInflater with) {
        within = true;
        text = isText;
        inflater = with;
        hasType = false;
        fragments = 0;
        wireBytes = 0;
    }

    /** A frame of the message starts, and has so many bytes. */
    void announce(long length) {
        if (length > maxMessageSize - wireBytes) { // the peer chose the length: a sum could overflow
            throw tooLarge();
        }
        wireBytes += length;
        if (inflater == null) {
            boolean typeComes = text && !hasType && length > 0;
            message.announce((int) length - (typeComes ? 1 : 0)); // exactly: else it would be copied at the end
        }
    }

    /** Takes so many bytes out of the buffer. */
    void add(ByteBuf in, int length) {
        if (inflater != null) {
            inflate(inflater, in.readSlice(length));
        } else if (text && !hasType) {
            type = in.readByte();
            hasType = true;
            message.read(in, length - 1);
        } else {
            message.read(in, length);
        }
    }

    private void inflate(MessageInflater with, ByteBuf piece) {
        if (!with.inflate(piece, message)) {
            throw tooLarge();
        }
    }

    /** A frame has ended. Returns the message's packet when this was its last. */
    @Nullable
    EnginePacket end(boolean isFinal) {
        if (++fragments > FREE_FRAGMENTS + message.size() / BYTES_PER_FRAGMENT) {
            throw tooBig("a message has too many fragments");
        }
        if (!isFinal) {
            return null;
        }
        within = false;
        if (inflater != null && !inflater.end(message)) {
            throw tooLarge();
        }
        return packet(message.take());
    }

    private EnginePacket packet(byte[] bytes) {
        if (!text) {
            return FrameCodec.decodeBinary(bytes);
        }
        if (inflater == null && hasType) {
            return textPacket(type, bytes);
        }
        if (bytes.length == 0) {
            throw new BrokenFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, "a packet can't be empty", null);
        }
        return textPacket(bytes[0], Arrays.copyOfRange(bytes, 1, bytes.length));
    }

    private BrokenFrameException tooLarge() {
        return tooBig("a message is larger than " + maxMessageSize + " bytes (maxMessageSize)");
    }

    private static BrokenFrameException tooBig(String what) {
        return new BrokenFrameException(WebSocketCloseStatus.MESSAGE_TOO_BIG, what, null);
    }

    private EnginePacket textPacket(byte type, byte[] data) {
        boolean first = opensSession;
        opensSession = false;
        try {
            return first ? FrameCodec.decodeText(type, data) : FrameCodec.decodeLaterText(type, data);
        } catch (ProtocolException noPacket) {
            WebSocketCloseStatus status = isUtf8(type, data)
                    ? WebSocketCloseStatus.PROTOCOL_ERROR
                    : WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
            throw new BrokenFrameException(status, String.valueOf(noPacket.getMessage()), noPacket);
        }
    }

    private static boolean isUtf8(byte first, byte[] rest) {
        byte[] whole = new byte[1 + rest.length];
        whole[0] = first;
        System.arraycopy(rest, 0, whole, 1, rest.length);
        return Utf8.firstInvalid(whole, 0, whole.length) < 0;
    }
}
