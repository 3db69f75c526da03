package io.curlew.socketio.protocol;

/**
 * The parser that every Socket.IO implementation has: a header of ASCII text, a JSON payload, and binary as attachments
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
     * @param limits what a packet may be at most
     */
    public DefaultParser(JsonCodec codec, ParserLimits limits) {
        this.codec = codec;
        this.limits = limits;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when there are too many attachments, when the namespace or the event's name is
     *     not allowed, when a payload is no JSON object, or when there is binary in the payload of a packet that can't
     *     have it
     */
    @Override
    public EncodedPacket encode(OutgoingPacket packet) {
        Namespaces.validate(packet.namespace());
        Scratch scratch = Scratch.take();
        try {
            return new PacketEncoder(codec, limits.maxAttachments(), scratch.sink()).encode(packet);
        } finally {
            scratch.giveBack();
        }
    }

    @Override
    public Decoder newDecoder(long maxPacketBytes) {
        return new PacketDecoder(codec, limits, maxPacketBytes);
    }
}
