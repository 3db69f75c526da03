package io.curlew.socketio.protocol;

/**
 * The parser of every Socket.IO implementation: a header of ASCII text, a JSON payload, and binary data as attachments
 * that follow. Safe for use by many threads.
 */
public final class DefaultParser implements Parser {
    private final JsonCodec codec;
    private final ParserLimits limits;

    /** Returns a parser with the default limits and the codec that {@link JsonCodec#load()} finds. */
    public static DefaultParser create() {
        return new DefaultParser(JsonCodec.load(), ParserLimits.defaults());
    }

    /**
     * @param codec writes and reads the arguments
     * @param limits the limits of a packet
     */
    public DefaultParser(JsonCodec codec, ParserLimits limits) {
        this.codec = codec;
        this.limits = limits;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there are too many attachments, if a number has too many digits, if the
     *     namespace or the event's name is not allowed, if a payload is not a JSON object, or if the payload of a
     *     packet that cannot have attachments contains binary data
     */
    @Override
    public EncodedPacket encode(OutgoingPacket packet) {
        Namespaces.validate(packet.namespace());
        Scratch scratch = Scratch.take();
        try {
            return new PacketEncoder(codec, limits, scratch.sink()).encode(packet);
        } finally {
            scratch.giveBack();
        }
    }

    @Override
    public Decoder newDecoder(long maxPacketBytes) {
        return new PacketDecoder(codec, limits, maxPacketBytes);
    }
}
