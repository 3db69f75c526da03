package io.curlew.socketio.protocol;

/**
 * A part of an encoded packet: one message of the underlying connection. The array is exactly as long as the data; it
 * is shared and must not be changed.
 */
public sealed interface Frame {

    /** Returns the bytes; for text, UTF-8. */
    byte[] bytes();

    /** A text message. */
    @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
    record Text(byte[] bytes) implements Frame {}

    /** A binary message. */
    @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
    record Binary(byte[] bytes) implements Frame {}
}
