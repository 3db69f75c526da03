package io.curlew.engineio.protocol;

import java.nio.ByteBuffer;

/**
 * One Engine.IO packet (Engine.IO protocol 4, section "Packet encoding").
 *
 * <p>No {@code toString} shows a message's contents, the session's id, or data that the protocol does not know.
 *
 * <p>{@link FrameCodec} puts one packet into one WebSocket frame, {@link PayloadCodec} several into one HTTP body.
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
     * {@code 0} once more. A session has one handshake, whose id and limits never change, so this says nothing: it is
     * counted and ignored.
     *
     * @param data what the server put there, not read
     */
    record LaterOpen(EngineData data) implements EnginePacket {}

    /** {@code 1}: this transport is about to close (section "HTTP long-polling"). */
    record Close() implements EnginePacket {}

    /** {@code 2}: asks for a {@link Pong} with the same data. Empty for the heartbeat, {@code probe} in an upgrade. */
    record Ping(String data) implements EnginePacket {
        /** From the server, each {@code pingInterval} (section "Heartbeat"). */
        public static final Ping HEARTBEAT = new Ping("");
        /** From the client, the first packet on the transport that it wants to move to (section "Upgrade"). */
        public static final Ping PROBE = new Ping("probe");

        @Override
        public String toString() {
            return "Ping[" + shown(data) + "]";
        }
    }

    /** {@code 3}: the answer to a {@link Ping}. */
    record Pong(String data) implements EnginePacket {
        /** From the client, at once when the server's ping comes (section "Heartbeat"). */
        public static final Pong HEARTBEAT = new Pong("");
        /** From the server: the transport works in both directions (section "Upgrade"). */
        public static final Pong PROBE = new Pong("probe");

        @Override
        public String toString() {
            return "Pong[" + shown(data) + "]";
        }
    }

    /** {@code 4}: what the application sends, text or binary (section "Message"). */
    record Message(EngineData data) implements EnginePacket {}

    /** {@code 5}: from the client, the session moves to the transport that carries this packet (section "Upgrade"). */
    record Upgrade() implements EnginePacket {}

    /** {@code 6}: nothing; releases a pending poll (section "Upgrade"). */
    record Noop() implements EnginePacket {}

    /** Data that the protocol does not know may be anything, and as long as a message: only its size is shown. */
    private static String shown(String data) {
        return data.isEmpty() || data.equals("probe") ? data : data.length() + " characters";
    }
}
