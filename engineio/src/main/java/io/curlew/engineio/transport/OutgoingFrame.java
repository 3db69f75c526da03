package io.curlew.engineio.transport;

/** A frame to be written, in parts that are not copied together before. */
final class OutgoingFrame {
    private static final int NO_TYPE = -1;

    private final int opcode;
    private final int reserved;
    private final int type;
    private final byte[] data;

    private OutgoingFrame(int opcode, int reserved, int type, byte[] data) {
        this.opcode = opcode;
        this.reserved = reserved;
        this.type = type;
        this.data = data;
    }

    static OutgoingFrame of(int opcode, byte[] payload) {
        return new OutgoingFrame(opcode, 0, NO_TYPE, payload);
    }

    static OutgoingFrame compressed(int opcode, byte[] payload) {
        return new OutgoingFrame(opcode, Opcode.COMPRESSED, NO_TYPE, payload);
    }

    /** A text frame whose payload is a packet's type and data. */
    static OutgoingFrame ofText(byte type, byte[] data) {
        return new OutgoingFrame(Opcode.TEXT, 0, type, data);
    }

    int opcode() {
        return opcode;
    }

    /** Returns the reserved bits. */
    int reserved() {
        return reserved;
    }

    /** Returns whether {@link #type} is the first byte of the payload, and {@link #data} what follows. */
    boolean hasType() {
        return type != NO_TYPE;
    }

    int type() {
        return type;
    }

    byte[] data() {
        return data;
    }

    /** Returns the payload's length. */
    int length() {
        return hasType() ? data.length + 1 : data.length;
    }
}
