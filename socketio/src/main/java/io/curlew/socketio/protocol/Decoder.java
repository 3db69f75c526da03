package io.curlew.socketio.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Assembles the frames of one connection into packets. Confined to one thread. After an exception neither the decoder
 * nor the connection can be used any more.
 */
public interface Decoder {

    /**
     * Accepts a text message and takes over the array.
     *
     * @return the packet, or null while its attachments are still missing
     * @throws ParseException if this is not a packet, or not at this point
     */
    @Nullable
    SocketPacket decodeText(byte[] utf8);

    /**
     * Accepts a binary message and takes over the array.
     *
     * @return the packet, or null while some of its attachments are still missing
     * @throws ParseException if this is not a packet, or not at this point
     */
    @Nullable
    SocketPacket decodeBinary(byte[] bytes);

    /** Returns whether a packet is waiting for attachments. */
    boolean isWaiting();
}
