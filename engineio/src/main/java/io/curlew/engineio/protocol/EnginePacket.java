package io.curlew.engineio.protocol;

import java.nio.ByteBuffer;

/**
 * One Engine.IO packet (Engine.IO protocol 4, section "Packet encoding").
 *
 * <p>{@code toString} never shows a message's contents, the session's id, or data that is not part of the protocol.
 *
 * <p>{@link FrameCodec} encodes one packet as one WebSocket frame, {@link PayloadCodec} several packets as one HTTP
 * body.
 */
public sealed interface EnginePacket {

    /** Returns a message that carries the text. */
    static Message message(String text) {
        return new Message(EngineData.text(text));
    }

    /** Returns a message that carries a copy of the bytes. */
    static Message message(byte[] bytes) {
        return new Message(EngineData.binary(bytes));
    }

    /** Returns a message that carries a copy of the bytes between position and limit. */
    static Message message(ByteBuffer bytes) {
        return new Message(EngineData.binary(bytes));
    }

    /** {@code 0}, from the server: the session's id and limits (section "Handshake"). */
    record Open(Handshake handshake) implements EnginePacket {}

    /**
     * A further {@code 0}. A session has one handshake, whose id and limits never change, so this packet has no
     * meaning: it is counted and ignored.
     *
     * @param data the data of the packet, not read
     */
    record LaterOpen(EngineData data) implements EnginePacket {}

    /** {@code 1}: this transport is about to close (section "HTTP long-polling"). */
    record Close() implements EnginePacket {}

    /**
     * {@code 2}: asks for a {@link Pong} with the same data: empty for the heartbeat, {@code probe} during an upgrade.
     */
    record Ping(String data) implements EnginePacket {
        /** From the server, once per {@code pingInterval} (section "Heartbeat"). */
        public static final Ping HEARTBEAT = new Ping("");
        /** From the client, the first packet on the transport to which it wants to upgrade (section "Upgrade"). */
        public static final Ping PROBE = new Ping("probe");

        @Override
        public String toString() {
            return "Ping[" + shown(data) + "]";
        }
    }

    /** {@code 3}: the answer to a {@link Ping}. */
    record Pong(String data) implements EnginePacket {
        /** From the client, as soon as the server's ping arrives (section "Heartbeat"). */
        public static final Pong HEARTBEAT = new Pong("");
        /** From the server: the transport works in both directions (section "Upgrade"). */
        public static final Pong PROBE = new Pong("probe");

        @Override
        public String toString() {
            return "Pong[" + shown(data) + "]";
        }
    }

    /** {@code 4}: a message of the application, text or binary (section "Message"). */
    record Message(EngineData data) implements EnginePacket {}

    /** {@code 5}: from the client: the session moves to the transport that carries this packet (section "Upgrade"). */
    record Upgrade() implements EnginePacket {}

    /** {@code 6}: no meaning; releases a pending poll (section "Upgrade"). */
    record Noop() implements EnginePacket {}

    /** Data that the protocol does not know may be anything, and as long as a message: only its size is shown. */
    private static String shown(String data) {
        return data.isEmpty() || data.equals("probe") ? data : data.length() + " characters";
    }
}
