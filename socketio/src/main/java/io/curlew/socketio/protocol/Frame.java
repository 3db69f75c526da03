package io.curlew.socketio.protocol;

/**
 * A piece of an encoded packet: one message of the connection underneath. The array is exactly as long as the data,
 * shared and not to be changed.
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
