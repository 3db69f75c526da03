package io.curlew.engineio.protocol;

/**
 * The packets of one HTTP body, each decoded when it is taken. A packet takes many times the bytes that it has in the
 * body, so a caller without room for all of them takes some now and the others later. Confined to one thread.
 */
public final class PayloadReader {
    private final byte[] body;
    private boolean first;
    private int at; // where the next packet starts; beyond the end there is none

    private PayloadReader(byte[] body, boolean first) {
        this.body = body;
        this.first = first;
    }

    /** Reads the first body of a session, which starts with an open packet. The array must not be changed. */
    public static PayloadReader ofFirst(byte[] body) {
        return new PayloadReader(body, true);
    }

    /** Reads a later body, in which an open packet has no meaning. The array must not be changed. */
    public static PayloadReader ofLater(byte[] body) {
        return new PayloadReader(body, false);
    }

    /** Returns whether there is something left to decode. This is true for an empty body, which is rejected. */
    public boolean hasNext() {
        return at <= body.length;
    }

    /**
     * Decodes the next packet.
     *
     * @throws ProtocolException if this is not a packet; nothing can be decoded after that
     */
    public EnginePacket next() {
        int end = PayloadCodec.indexOfSeparator(body, at);
        EnginePacket packet = PayloadCodec.decodeOne(body, at, end, first);
        first = false;
        at = end + 1;
        return packet;
    }
}
