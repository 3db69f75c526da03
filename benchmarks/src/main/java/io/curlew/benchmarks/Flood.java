package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events that are ready to be written, as often as they are asked for: so many in one buffer.
 *
 * @param separator how many bytes there are between two events, which a buffer does not end with
 */
record Flood(ByteBuf chunk, int events, int eventLength, int separator) {
    static final int BINARY_SIZE = 64 << 10;
    static final int BIG_SIZE = 20_000_000;

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CHUNK_SIZE = 64 << 10;
    /** Of an answer to a poll: some thousand events, as a server answers that wrote while the client was reading. */
    private static final int BODY_SIZE = 256 << 10;

    /** A multiple of all that events are spread over. */
    private static final int SPREAD = 5000;

    private static final Pattern MANY = Pattern.compile("(names|namespaces)(\\d+)");
    private static final byte[] SEPARATOR = {0x1E};
    private static final Map<String, Flood> FRAMES = new ConcurrentHashMap<>();
    private static final Map<String, Flood> BODIES = new ConcurrentHashMap<>();

    /** Returns the event as frames of a WebSocket; one with a number in its name stands for so many. */
    static Flood frames(String event) {
        return FRAMES.computeIfAbsent(event, name -> {
            Matcher many = MANY.matcher(name);
            if (many.matches()) {
                return spread(many.group(1), Integer.parseInt(many.group(2)));
            }
            Optional<byte[]> attachment = attachment(name);
            ByteBuf header = text(packet(name));
            return repeated(
                    attachment.isEmpty() ? header : Unpooled.wrappedBuffer(header, frame(BINARY, attachment.get())),
                    CHUNK_SIZE,
                    0);
        });
    }

    /** Returns the event as bodies that answer polls. */
    static Flood bodies(String event) {
        return BODIES.computeIfAbsent(event, name -> {
            String binary = attachment(name)
                    .map(bytes -> "\u001eb" + Base64.getEncoder().encodeToString(bytes))
                    .orElse("");
            byte[] packets = (packet(name) + binary).getBytes(US_ASCII);
            return repeated(Unpooled.wrappedBuffer(packets, SEPARATOR), BODY_SIZE, SEPARATOR.length);
        });
    }

    /** All take the same room, whatever they are spread over. */
    private static Flood spread(String over, int size) {
        ByteBuf chunk = Unpooled.directBuffer();
        for (int i = 0; i < SPREAD; i++) {
            String typed =
                    "42" + namespace(i % size) + "," + Quote.packet("typed").substring("42".length());
            chunk.writeBytes(text(over.equals("names") ? Quote.packet(eventName(i % size)) : typed));
        }
        return new Flood(Unpooled.unreleasableBuffer(chunk), SPREAD, chunk.readableBytes() / SPREAD, 0);
    }

    static String eventName(int index) {
        return String.format(Locale.ROOT, "e%04d", index);
    }

    static String namespace(int index) {
        return String.format(Locale.ROOT, "/n%04d", index);
    }

    private static String packet(String event) {
        return attachment(event).isPresent()
                ? "451-[\"" + event + "\",{\"_placeholder\":true,\"num\":0}]"
                : Quote.packet(event);
    }

    private static Optional<byte[]> attachment(String event) {
        return switch (event) {
            case "bytes" -> Optional.of(new byte[BINARY_SIZE]);
            case "big" -> Optional.of(new byte[BIG_SIZE]);
            default -> Optional.empty();
        };
    }

    static ByteBuf text(String packet) {
        return frame(TEXT, packet.getBytes(US_ASCII));
    }

    /** Returns a buffer of that many events, at most of {@link #events}. */
    ByteBuf first(int count) {
        return chunk.retainedSlice(0, count * eventLength - separator);
    }

    private static Flood repeated(ByteBuf event, int size, int separator) {
        int length = event.readableBytes();
        int events = Math.max(1, size / length);
        ByteBuf chunk = Unpooled.directBuffer(events * length);
        for (int i = 0; i < events; i++) {
            chunk.writeBytes(event, 0, length);
        }
        return new Flood(Unpooled.unreleasableBuffer(chunk), events, length, separator);
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
