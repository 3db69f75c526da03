package io.curlew.engineio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One packet in one WebSocket frame (Engine.IO protocol 4, section "Packet encoding"): a text frame consists of the
 * type's digit and the data, a binary frame of the bytes of a binary message.
 */
public final class FrameCodec {
    /** As much as a WebSocket's own pings may carry; all that is known to be of use is "probe". */
    private static final int MAX_PING = 125;

    private static final byte[] NOTHING = {};
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private FrameCodec() {}

    /**
     * Decodes a text frame, split after its first byte, that may be the first of its session.
     *
     * @param type the frame's first byte
     * @param data the rest, which the method takes over without copying
     * @throws ProtocolException if this is not a packet, or the data is not UTF-8
     */
    public static EnginePacket decodeText(byte type, byte[] data) {
        return decode(type, data, true);
    }

    /** Decodes a later text frame, like {@link #decodeText}, but without reading the contents of an open packet. */
    public static EnginePacket decodeLaterText(byte type, byte[] data) {
        return decode(type, data, false);
    }

    static EnginePacket decode(byte type, byte[] data, boolean first) {
        int invalid = Utf8.firstInvalid(data, 0, data.length);
        if (invalid >= 0) {
            throw new ProtocolException("text must be well-formed UTF-8", invalid + 1);
        }
        return switch (type) {
            case '4' -> new EnginePacket.Message(EngineData.ofUtf8(data));
            case '2' -> data.length == 0 ? EnginePacket.Ping.HEARTBEAT : new EnginePacket.Ping(pinged(data));
            case '3' -> data.length == 0 ? EnginePacket.Pong.HEARTBEAT : new EnginePacket.Pong(pinged(data));
            case '0' -> first ? open(data) : new EnginePacket.LaterOpen(EngineData.ofUtf8(data));
            case '1' -> empty(new EnginePacket.Close(), data);
            case '5' -> empty(new EnginePacket.Upgrade(), data);
            case '6' -> empty(new EnginePacket.Noop(), data);
            default -> throw new ProtocolException("a packet starts with a digit from 0 to 6", 0);
        };
    }

    /** Decodes a binary frame, which is always a message. The method takes over the array without copying. */
    public static EnginePacket.Message decodeBinary(byte[] data) {
        return new EnginePacket.Message(EngineData.ofBytes(data));
    }

    /** Returns whether the packet is sent in a binary frame. */
    public static boolean isBinary(EnginePacket packet) {
        return packet instanceof EnginePacket.Message message && !message.data().isText();
    }

    /** Returns the digit that starts the packet's text frame. */
    public static byte type(EnginePacket packet) {
        if (packet instanceof EnginePacket.Message) {
            return '4';
        } else if (packet instanceof EnginePacket.Ping) {
            return '2';
        } else if (packet instanceof EnginePacket.Pong) {
            return '3';
        } else if (packet instanceof EnginePacket.Open || packet instanceof EnginePacket.LaterOpen) {
            return '0';
        } else if (packet instanceof EnginePacket.Close) {
            return '1';
        } else if (packet instanceof EnginePacket.Upgrade) {
            return '5';
        }
        return '6';
    }

    /**
     * Returns the data after the type's digit, or the bytes of a binary message. The array is shared and must not be
     * changed.
     */
    public static byte[] data(EnginePacket packet) {
        if (packet instanceof EnginePacket.Message message) {
            return message.data().array();
        } else if (packet instanceof EnginePacket.Ping ping) {
            return bytes(ping.data());
        } else if (packet instanceof EnginePacket.Pong pong) {
            return bytes(pong.data());
        } else if (packet instanceof EnginePacket.Open open) {
            return HandshakeCodec.encode(open.handshake());
        } else if (packet instanceof EnginePacket.LaterOpen later) {
            return later.data().array();
        }
        return NOTHING;
    }

    private static EnginePacket.Open open(byte[] data) {
        try {
            return new EnginePacket.Open(HandshakeCodec.decode(data));
        } catch (ProtocolException inData) {
            throw new ProtocolException(inData.rule(), 1 + inData.offset());
        }
    }

    private static <P extends EnginePacket> P empty(P packet, byte[] data) {
        if (data.length > 0) {
            throw new ProtocolException("this packet carries no data", 1);
        }
        return packet;
    }

    private static String pinged(byte[] data) {
        if (data.length > MAX_PING) {
            throw new ProtocolException("a ping or pong may carry at most " + MAX_PING + " bytes", 1);
        }
        return new String(data, UTF_8);
    }

    private static byte[] bytes(String data) {
        if (data.isEmpty()) {
            return NOTHING;
        }
        return data.equals("probe") ? PROBE : data.getBytes(UTF_8);
    }
}
