package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what the server sends into frames (RFC 6455, section 5.2), wherever the network has cut it, and holds it to the
 * rules. Data frames go into a {@link MessageAssembler} as their bytes come, without a stop in between.
 */
final class FrameReader {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_OF_2_BYTES = 126;
    private static final int LENGTH_OF_8_BYTES = 127;
    private static final int MAX_CONTROL_LENGTH = 125;
    private static final byte[] NOTHING = {};

    /** Hears of what has come whole. */
    interface Frames {
        void packet(EnginePacket packet);

        /** A ping, pong or close frame. */
        void control(int opcode, byte[] payload);
    }

    /** What the next byte is. */
    private enum Part {
        FIRST,
        SECOND,
        LENGTH,
        PAYLOAD
    }

    private final MessageAssembler messages;
    private final Frames frames;
    private final @Nullable MessageInflater inflater;

    private Part part = Part.FIRST;
    private int opcode;
    private int reserved;
    private boolean isFinal;
    private int lengthBytes;
    private int lengthBytesLeft;
    private long length;
    private long left;
    /** The payload of the control frame that is being read. */
    private byte[] control = NOTHING;

    private boolean paused;
    private boolean stopped;

    /** @param inflater for messages that are compressed; null when that was not agreed on */
    FrameReader(int maxMessageSize, @Nullable MessageInflater inflater, Frames frames) {
        this.messages = new MessageAssembler(maxMessageSize);
        this.inflater = inflater;
        this.frames = frames;
    }

    /** The session has begun on another connection: what comes as an open packet is not read as one. */
    void continueSession() {
        messages.continueSession();
    }

    /** Nothing more is looked at, not even the rest of what is being read. */
    void stop() {
        stopped = true;
    }

    /** Whether to read. When that is taken back in the middle of a read, what is behind the present frame stays. */
    void setReading(boolean wanted) {
        paused = !wanted;
    }

    boolean isReading() {
        return !paused && !stopped;
    }

    boolean isPaused() {
        return paused && !stopped;
    }

    /**
     * Reads all of it, unless it is paused or stopped in between.
     *
     * @throws BrokenFrameException when a rule is broken; nothing may be read afterwards
     * @throws IllegalStateException if reading makes no progress, which would block the whole loop
     */
    void read(ByteBuf in) {
        while (isReading() && in.isReadable()) {
            int before = in.readerIndex();
            readPart(in);
            if (in.readerIndex() == before) {
                throw new IllegalStateException("reading a frame makes no progress");
            }
        }
    }

    private void readPart(ByteBuf in) {
        switch (part) {
            case FIRST -> first(in.readByte());
            case SECOND -> second(in.readByte() & 0xFF);
            case LENGTH -> length(in.readByte() & 0xFF);
            case PAYLOAD -> payload(in);
        }
    }

    private void first(int bits) {
        isFinal = (bits & FINAL) != 0;
        reserved = (bits >> 4) & 7;
        opcode = bits & 0xF;
        part = Part.SECOND;
    }

    private void second(int bits) {
        require((bits & MASKED) == 0, "a frame of a server must not be masked");
        length = bits & ~MASKED;
        if (Opcode.isControl(opcode)) {
            checkControl();
        } else {
            checkData();
        }
        lengthBytes = length == LENGTH_OF_2_BYTES ? Short.BYTES : length == LENGTH_OF_8_BYTES ? Long.BYTES : 0;
        lengthBytesLeft = lengthBytes;
        if (lengthBytes == 0) {
            begin();
        } else {
            length = 0;
            part = Part.LENGTH;
        }
    }

    private void checkControl() {
        require(opcode <= Opcode.PONG, "a frame has a reserved opcode");
        require(reserved == 0, "a frame has a reserved bit that means nothing here");
        require(isFinal, "a control frame must not be fragmented");
        require(length <= MAX_CONTROL_LENGTH, "a control frame may have at most " + MAX_CONTROL_LENGTH + " bytes");
    }

    private void checkData() {
        require(opcode <= Opcode.BINARY, "a frame has a reserved opcode");
        boolean continues = opcode == Opcode.CONTINUATION;
        require(continues || !messages.isWithin(), "a message must end before the next one starts");
        require(!continues || messages.isWithin(), "a continuation frame needs a message to continue");
        boolean compressed = inflater != null && reserved == Opcode.COMPRESSED && !continues;
        require(reserved == 0 || compressed, "a frame has a reserved bit that means nothing here");
    }

    private void length(int bits) {
        length = (length << 8) | bits;
        if (--lengthBytesLeft == 0) {
            require(length >= 0, "a frame's length must not be negative");
            require(length >= shortest(), "a frame's length must be written as short as it can");
            begin();
        }
    }

    private long shortest() {
        return lengthBytes == Short.BYTES ? LENGTH_OF_2_BYTES : 1 << 16;
    }

    private void begin() {
        left = length;
        part = Part.PAYLOAD;
        if (Opcode.isControl(opcode)) {
            control = new byte[(int) length];
        } else {
            beginData();
        }
        if (left == 0) {
            end();
        }
    }

    private void beginData() {
        if (opcode != Opcode.CONTINUATION) {
            messages.start(opcode == Opcode.TEXT, reserved == 0 ? null : inflater);
        }
        messages.announce(length);
    }

    private void payload(ByteBuf in) {
        int now = (int) Math.min(left, in.readableBytes());
        if (Opcode.isControl(opcode)) {
            in.readBytes(control, (int) (length - left), now);
        } else {
            messages.add(in, now);
        }
        left -= now;
        if (left == 0) {
            end();
        }
    }

    private void end() {
        part = Part.FIRST;
        if (Opcode.isControl(opcode)) {
            frames.control(opcode, control);
            return;
        }
        EnginePacket packet = messages.end(isFinal);
        if (packet != null) {
            frames.packet(packet);
        }
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new BrokenFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, rule, null);
        }
    }
}
