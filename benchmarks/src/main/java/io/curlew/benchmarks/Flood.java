package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Objects;

/** Frames that are ready to be written, as often as they are asked for: so many events in one buffer. */
record Flood(ByteBuf chunk, int events, int eventLength) {
    static final int BINARY_SIZE = 64 << 10;
    static final int BIG_SIZE = 20_000_000;

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CHUNK_SIZE = 64 << 10;

    /** By the name of the event. */
    private static final Map<String, Flood> ALL =
            Map.of("typed", quotes("typed"), "blind", quotes("blind"), "bytes", bytes("bytes", BINARY_SIZE));

    static Flood of(String event) {
        return event.equals("big") ? bytes(event, BIG_SIZE) : Objects.requireNonNull(ALL.get(event), event);
    }

    static ByteBuf text(String packet) {
        return frame(TEXT, packet.getBytes(US_ASCII));
    }

    /** Returns a buffer of that many events, at most of {@link #events}. */
    ByteBuf first(int count) {
        return chunk.retainedSlice(0, count * eventLength);
    }

    private static Flood quotes(String event) {
        return repeated(text(Quote.packet(event)));
    }

    private static Flood bytes(String event, int size) {
        String header = "451-[\"" + event + "\",{\"_placeholder\":true,\"num\":0}]";
        return repeated(Unpooled.wrappedBuffer(text(header), frame(BINARY, new byte[size])));
    }

    private static Flood repeated(ByteBuf event) {
        int length = event.readableBytes();
        int events = Math.max(1, CHUNK_SIZE / length);
        ByteBuf chunk = Unpooled.directBuffer(events * length);
        for (int i = 0; i < events; i++) {
            chunk.writeBytes(event, 0, length);
        }
        return new Flood(Unpooled.unreleasableBuffer(chunk), events, length);
    }

    private static ByteBuf frame(int opcode, byte[] payload) {
        ByteBuf frame = Unpooled.buffer(payload.length + 10).writeByte(0x80 | opcode);
        if (payload.length < 126) {
            frame.writeByte(payload.length);
        } else if (payload.length < 1 << 16) {
            frame.writeByte(126).writeShort(payload.length);
        } else {
            frame.writeByte(127).writeLong(payload.length);
        }
        return frame.writeBytes(payload);
    }
}
