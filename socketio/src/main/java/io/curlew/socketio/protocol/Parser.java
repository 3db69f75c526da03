package io.curlew.socketio.protocol;

/**
 * Turns packets into frames and back, as the {@code parser} option of the reference implementation does. Client and
 * server must use the same one. Stateless and safe for use by many threads; what has state is the {@link Decoder}.
 */
public interface Parser {

    /**
     * Encodes a packet. What the application changes in its values afterwards does not matter.
     *
     * @throws ConversionException when a value can't be encoded
     * @throws IllegalArgumentException when the packet breaks a limit, which the message names
     */
    EncodedPacket encode(OutgoingPacket packet);

    /**
     * Returns a decoder for one new connection.
     *
     * @param maxPacketBytes how many bytes a packet and its attachments may have together. A connection that limits its
     *     messages limits packets to the same, since a decoder that waits for attachments holds what came before
     */
    Decoder newDecoder(long maxPacketBytes);

    /** Returns a decoder for packets of any size, such as those of a peer that is trusted. */
    default Decoder newDecoder() {
        return newDecoder(Long.MAX_VALUE);
    }
}
