package io.curlew.socketio.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of one connection together to packets. Confined to one thread. After an exception it is of no more
 * use, and neither is the connection.
 */
public interface Decoder {

    /**
     * Takes a text message; the array is given away.
     *
     * @return the packet, or null while its attachments are still to come
     * @throws ParseException for anything that is no packet at this place
     */
    @Nullable
    SocketPacket decodeText(byte[] utf8);

    /**
     * Takes a binary message; the array is given away.
     *
     * @return the packet, or null while more of its attachments are still to come
     * @throws ParseException for anything that is no packet at this place
     */
    @Nullable
    SocketPacket decodeBinary(byte[] bytes);

    /** Returns whether a packet waits for attachments. */
    boolean isWaiting();
}
