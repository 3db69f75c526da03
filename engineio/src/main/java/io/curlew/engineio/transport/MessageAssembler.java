package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;

/** Makes packets of data frames: one frame's in one copy, a fragmented message's within bounds. */
final class MessageAssembler {
    private static final int FREE_FRAGMENTS = 1024;
    private static final int BYTES_PER_FRAGMENT = 16 * 1024;

    private final int maxMessageSize;
    private boolean text;
    private int fragments;
    private @Nullable BoundedBytes collected;
    /** Set while the message is a compressed one. */
    private @Nullable MessageInflater inflater;

    MessageAssembler(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    /** A text or binary frame. Returns its packet, or null when more fragments follow. */
    @Nullable
    EnginePacket start(boolean isText, boolean isFinal, ByteBuf content) {
        text = isText;
        if (isFinal) {
            return text ? textPacket(content) : FrameCodec.decodeBinary(copy(content, 0));
        }
        return first(null, false, content);
    }

    /** The same, of a message that is compressed. */
    @Nullable
    EnginePacket startCompressed(boolean isText, boolean isFinal, ByteBuf content, MessageInflater with) {
        text = isText;
        return first(with, isFinal, content);
    }

    private @Nullable EnginePacket first(@Nullable MessageInflater with, boolean isFinal, ByteBuf content) {
        inflater = with;
        fragments = 0;
        BoundedBytes message = new BoundedBytes(maxMessageSize);
        collected = message;
        return more(message, isFinal, content);
    }

    /** A continuation frame. Returns the message's packet, or null when more fragments follow. */
    @Nullable
    EnginePacket next(boolean isFinal, ByteBuf content) {
        if (collected == null) {
            throw new BrokenFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, "a continuation of nothing", null);
        }
        return more(collected, isFinal, content);
    }

    private @Nullable EnginePacket more(BoundedBytes message, boolean isFinal, ByteBuf content) {
        if (!add(message, isFinal, content)) {
            throw tooBig("a message is larger than " + maxMessageSize + " bytes");
        }
        if (++fragments > FREE_FRAGMENTS + message.size() / BYTES_PER_FRAGMENT) {
            throw tooBig("a message has too many fragments");
        }
        if (!isFinal) {
            return null;
        }
        collected = null;
        return packet(message);
    }

    private boolean add(BoundedBytes message, boolean isFinal, ByteBuf content) {
        if (inflater == null) {
            return message.add(content);
        }
        return inflater.inflate(content, message) && (!isFinal || inflater.end(message));
    }

    private static BrokenFrameException tooBig(String what) {
        return new BrokenFrameException(WebSocketCloseStatus.MESSAGE_TOO_BIG, what, null);
    }

    private EnginePacket packet(BoundedBytes message) {
        if (!text) {
            return FrameCodec.decodeBinary(message.from(0));
        }
        if (message.size() == 0) {
            throw empty();
        }
        return textPacket(message.get(0), message.from(1));
    }

    private static EnginePacket textPacket(ByteBuf content) {
        if (!content.isReadable()) {
            throw empty();
        }
        return textPacket(content.getByte(content.readerIndex()), copy(content, 1));
    }

    private static EnginePacket textPacket(byte type, byte[] data) {
        try {
            return FrameCodec.decodeText(type, data);
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

    private static BrokenFrameException empty() {
        return new BrokenFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, "a packet can't be empty", null);
    }

    private static byte[] copy(ByteBuf content, int from) {
        byte[] exact = new byte[content.readableBytes() - from];
        content.getBytes(content.readerIndex() + from, exact);
        return exact;
    }
}
