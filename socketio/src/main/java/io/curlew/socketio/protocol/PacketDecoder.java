package io.curlew.socketio.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decodes what {@link DefaultParser} encodes. */
final class PacketDecoder implements Decoder {
    private static final Json REFUSED = Json.of("{\"message\":\"the server gave no reason\"}");

    private final JsonCodec codec;
    private final Optional<JsonCodec> ownCodec;
    private final long maxPacketBytes;
    private final ParserLimits limits;
    private final NameCache names = new NameCache();
    private final Header header;

    private @Nullable JsonScanner scanner; // while a packet is decoded
    private @Nullable SocketPacket waiting; // for its attachments
    private List<byte[]> attachments = List.of();
    private int missing;
    private long packetBytes;

    PacketDecoder(JsonCodec codec, ParserLimits limits, long maxPacketBytes) {
        this.codec = codec;
        this.ownCodec = Optional.of(codec);
        this.maxPacketBytes = maxPacketBytes;
        this.limits = limits;
        this.header = new Header(limits.maxAttachments(), names);
    }

    @Override
    public boolean isWaiting() {
        return waiting != null;
    }

    @Override
    public @Nullable SocketPacket decodeText(byte[] utf8) {
        if (waiting != null) {
            throw new ParseException("an attachment was expected, not text", 0);
        }
        packetBytes = 0;
        count(utf8);
        JsonScanner mine = JsonScanner.mine(limits);
        scanner = mine;
        try {
            return packet(utf8);
        } finally {
            scanner = null;
            mine.forget();
            header.forget();
        }
    }

    private JsonParts scan(byte[] frame, Header read, @Nullable Placeholders placeholders) {
        return Objects.requireNonNull(scanner).scan(frame, read.payload, frame.length, placeholders);
    }

    private @Nullable SocketPacket packet(byte[] utf8) {
        return switch (utf8.length == 0 ? 0 : utf8[0]) {
            case '0' -> connect(utf8);
            case '1' -> disconnect(utf8);
            case '2' -> event(utf8, false);
            case '3' -> ack(utf8, false);
            case '4' -> connectError(utf8);
            case '5' -> event(utf8, true);
            case '6' -> ack(utf8, true);
            default -> throw new ParseException("a packet type from 0 to 6 was expected", 0);
        };
    }

    @Override
    public @Nullable SocketPacket decodeBinary(byte[] bytes) {
        SocketPacket packet = waiting;
        if (packet == null) {
            throw new ParseException("a packet was expected, not an attachment", 0);
        }
        count(bytes);
        attachments.add(bytes);
        if (--missing > 0) {
            return null;
        }
        waiting = null;
        attachments = List.of();
        return packet;
    }

    private void count(byte[] frame) {
        if (frame.length > maxPacketBytes - packetBytes) {
            throw new ParseException(
                    "a packet and its attachments may have at most " + maxPacketBytes + " bytes (maxMessageSize)", 0);
        }
        packetBytes += frame.length;
    }

    private SocketPacket connect(byte[] frame) {
        Header read = header.read(frame, false);
        Optional<Json> payload = payload(frame, read);
        if (payload.isPresent() && !payload.get().isObject()) {
            throw new ParseException("invalid payload: an object was expected", read.payload);
        }
        return new SocketPacket.Connect(read.namespace, payload);
    }

    private SocketPacket disconnect(byte[] frame) {
        Header read = header.read(frame, false);
        Optional<Json> payload = payload(frame, read);
        if (payload.isPresent() && (!payload.get().isObject() || read.ackId != Header.NO_ID)) {
            throw new ParseException("invalid payload: none, or an object, was expected", read.payload);
        }
        return new SocketPacket.Disconnect(read.namespace, payload);
    }

    private SocketPacket connectError(byte[] frame) {
        Header read = header.read(frame, false);
        Json payload = payload(frame, read).orElse(REFUSED);
        if (!payload.isObject() && !payload.isString()) {
            throw new ParseException("invalid payload: an object or a string was expected", read.payload);
        }
        return new SocketPacket.ConnectError(read.namespace, payload);
    }

    private @Nullable SocketPacket event(byte[] frame, boolean binary) {
        Header read = header.read(frame, binary);
        JsonParts parts = array(frame, read);
        String name = name(frame, parts);
        Args args = args(frame, parts, 1, read, name);
        OptionalLong ackId = read.ackId == Header.NO_ID ? OptionalLong.empty() : OptionalLong.of(read.ackId);
        return complete(new SocketPacket.Event(read.namespace, ackId, name, args));
    }

    private @Nullable SocketPacket ack(byte[] frame, boolean binary) {
        Header read = header.read(frame, binary);
        Args args = args(frame, array(frame, read), 0, read, null);
        return complete(new SocketPacket.Ack(read.namespace, read.ackId, args));
    }

    private Optional<Json> payload(byte[] frame, Header header) {
        if (header.payload == frame.length) {
            return Optional.empty();
        }
        JsonParts parts = scan(frame, header, null);
        return Optional.of(new Json(frame, parts.start(), parts.end(), List.of(), ownCodec));
    }

    private JsonParts array(byte[] frame, Header header) {
        Placeholders placeholders = header.attachments > 0 ? new Placeholders() : null;
        JsonParts parts = scan(frame, header, placeholders);
        if (frame[parts.start()] != '[') {
            throw new ParseException("invalid payload: an array was expected", header.payload);
        }
        if (placeholders != null) {
            placeholders.check(header.attachments);
        }
        return parts;
    }

    /** Returns an event's name: a string, or a number, which then goes by its text. */
    private String name(byte[] frame, JsonParts parts) {
        int start = parts.size() == 0 ? parts.start() : parts.start(0);
        if (frame[start] == '"') {
            return stringName(frame, start, parts.end(0));
        }
        if (frame[start] == '-' || (frame[start] >= '0' && frame[start] <= '9')) {
            return names.get(frame, start, parts.end(0));
        }
        throw new ParseException("invalid payload: the event's name was expected, a string or a number", start);
    }

    private String stringName(byte[] frame, int from, int to) {
        if (to - from - 2 > NameCache.MAX_NAME) { // without its quotes
            throw new ParseException("an event's name may have at most " + NameCache.MAX_NAME + " bytes", from);
        }
        String name = JsonText.hasEscape(frame, from, to)
                ? JsonText.unquote(frame, from, to)
                : names.get(frame, from + 1, to - 1);
        if (ReservedEvents.contains(name)) {
            throw new ParseException("invalid payload: the event's name is reserved", from);
        }
        return name;
    }

    private Args args(byte[] frame, JsonParts parts, int first, Header header, @Nullable String event) {
        missing = header.attachments;
        attachments = missing == 0 ? List.of() : new ArrayList<>(missing);
        if (parts.size() == first) {
            return event == null ? Args.none() : new NoArgs(event);
        }
        List<byte[]> view = missing == 0 ? attachments : Collections.unmodifiableList(attachments);
        return JsonArgs.of(codec, frame, parts, first, view, event);
    }

    private @Nullable SocketPacket complete(SocketPacket packet) {
        if (missing == 0) {
            return packet;
        }
        waiting = packet;
        return null;
    }
}
