package io.curlew.socketio.protocol;

/**
 * Converts packets to frames and back, like the {@code parser} option of the reference implementation. Client and
 * server must use the same one. Stateless and safe for use by many threads; only its {@link Decoder}s have state.
 */
public interface Parser {

    /**
     * Encodes a packet. Later changes to the application's values have no effect.
     *
     * @throws ConversionException if a value cannot be encoded
     * @throws IllegalArgumentException if the packet exceeds a limit, which the message names
     */
    EncodedPacket encode(OutgoingPacket packet);

    /**
     * Returns a decoder for one new connection.
     *
     * @param maxPacketBytes the maximum total size of a packet and its attachments in bytes. A connection that limits
     *     its messages applies the same limit to packets, because a decoder that waits for attachments keeps what came
     *     before
     */
    Decoder newDecoder(long maxPacketBytes);

    /** Returns a decoder for packets of any size, for example from a trusted peer. */
    default Decoder newDecoder() {
        return newDecoder(Long.MAX_VALUE);
    }
}
