package io.curlew.emitter;

/** What arrives on a channel of answers. */
final class Message {
    private Message() {}

    /**
     * Returns a message as what it is: JSON when it begins with a brace, MessagePack otherwise.
     *
     * @throws io.curlew.socketio.protocol.ParseException when it is neither
     */
    static Fields read(byte[] message) {
        return message.length > 0 && message[0] == '{' ? JsonFields.of(message) : Packed.of(message);
    }
}
