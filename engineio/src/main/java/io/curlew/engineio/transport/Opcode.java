package io.curlew.engineio.transport;

/** The low bits of a frame's first byte, which say what the frame is (RFC 6455, section 11.8). */
final class Opcode {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** Of the three reserved bits: the message is compressed (RFC 7692, section 6). On its first frame only. */
    static final int COMPRESSED = 4;

    private Opcode() {}

    static boolean isControl(int opcode) {
        return opcode >= CLOSE;
    }
}
