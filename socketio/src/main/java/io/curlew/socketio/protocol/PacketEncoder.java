package io.curlew.socketio.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one packet. The payload is written first, since only then the number of attachments is known, and the header
 * behind it; the frame gets them in the right order.
 */
final class PacketEncoder implements JsonCodec.BinarySink {
    private static final int TO_BINARY = 3; // from EVENT to BINARY_EVENT, from ACK to BINARY_ACK

    private final JsonCodec codec;
    private final int maxAttachments;
    private final NumberLimit numbers;
    private final ByteSink out;
    private final List<Frame> attachments = new ArrayList<>(0);
    private int attachmentCount;

    PacketEncoder(JsonCodec codec, ParserLimits limits, ByteSink out) {
        this.codec = codec;
        this.maxAttachments = limits.maxAttachments();
        this.numbers = new NumberLimit(limits.maxNumberDigits());
        this.out = out;
    }

    EncodedPacket encode(OutgoingPacket packet) {
        try {
            if (packet instanceof OutgoingPacket.Event event) {
                return event(event);
            } else if (packet instanceof OutgoingPacket.Ack ack) {
                return ack(ack);
            } else if (packet instanceof OutgoingPacket.Connect connect) {
                return connect(connect);
            } else if (packet instanceof OutgoingPacket.ConnectError error) {
                return connectError(error);
            }
            return textFrame('1', packet.namespace()); // Disconnect
        } catch (IOException e) {
            throw new UncheckedIOException(e); // which a ByteSink never throws
        }
    }

    private EncodedPacket event(OutgoingPacket.Event event) throws IOException {
        if (ReservedEvents.contains(event.name())) {
            throw new IllegalArgumentException("No event may have the reserved name \"" + event.name() + '"');
        }
        out.write('[');
        JsonText.quote(event.name(), out);
        if (event.args().isEmpty()) {
            out.write(']');
        } else {
            int bracket = out.size();
            arguments(event.args(), event);
            out.set(bracket, ','); // the array goes on behind the name
        }
        long id = event.ackId().isPresent() ? checkId(event.ackId().getAsLong()) : Header.NO_ID;
        return frames('2', event.namespace(), id);
    }

    private EncodedPacket ack(OutgoingPacket.Ack ack) throws IOException {
        arguments(ack.args(), ack);
        return frames('3', ack.namespace(), checkId(ack.ackId()));
    }

    private void arguments(List<? extends @Nullable Object> args, OutgoingPacket of) throws IOException {
        int from = out.size();
        try {
            codec.writeArray(args, out, this);
        } catch (ConversionException e) {
            throw named(of, e);
        }
        requireFewDigits(of, from);
    }

    private void value(Object value, OutgoingPacket of) throws IOException {
        int from = out.size();
        try {
            codec.write(value, out, this);
        } catch (ConversionException e) {
            throw named(of, e);
        }
        requireFewDigits(of, from);
    }

    private void requireFewDigits(OutgoingPacket packet, int from) {
        if (numbers.isExceeded(out, from)) {
            throw new IllegalArgumentException(nameOf(packet) + ": a number has more than " + numbers.maxDigits()
                    + " digits (the limit maxNumberDigits): send it as a string");
        }
    }

    private static ConversionException named(OutgoingPacket packet, ConversionException e) {
        String sentence = String.valueOf(e.getMessage());
        boolean isWord = sentence.length() > 1 && Character.isLowerCase(sentence.charAt(1));
        return new ConversionException(
                nameOf(packet)
                        + ": "
                        + (isWord
                                ? sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1)
                                : sentence),
                e);
    }

    private static String nameOf(OutgoingPacket packet) {
        if (packet instanceof OutgoingPacket.Event event) {
            return "Event \"" + PeerText.name(event.name()) + '"';
        }
        return packet instanceof OutgoingPacket.Ack
                ? "Acknowledgement"
                : packet instanceof OutgoingPacket.Connect ? "Auth data" : "Data of a refusal";
    }

    private EncodedPacket connect(OutgoingPacket.Connect connect) throws IOException {
        for (Map.Entry<String, String> field : connect.extra().entrySet()) {
            out.write(out.size() == 0 ? '{' : ',');
            JsonText.quote(field.getKey(), out);
            out.write(':');
            JsonText.quote(field.getValue(), out);
        }
        if (connect.payload().isPresent()) {
            object(connect.payload().get(), connect);
        } else if (out.size() > 0) {
            out.write('}');
        }
        return textFrame('0', connect.namespace());
    }

    /** Writes a payload that must be an object. It goes on behind the fields that are already there. */
    private void object(Object payload, OutgoingPacket of) throws IOException {
        int brace = out.size();
        value(payload, of);
        if (out.get(brace) != '{') {
            throw new IllegalArgumentException(
                    "The auth data, the payload of a CONNECT packet, must be a JSON object: give a map or a record");
        }
        if (brace > 0) {
            out.set(brace, isEmptyObject(brace) ? ' ' : ',');
        }
    }

    /** A codec may write blanks into it, or what a user has typed. */
    private boolean isEmptyObject(int brace) {
        int at = brace + 1;
        while (at < out.size() && out.get(at) <= ' ') {
            at++;
        }
        return at < out.size() && out.get(at) == '}';
    }

    private EncodedPacket connectError(OutgoingPacket.ConnectError error) throws IOException {
        out.utf8("{\"message\":");
        JsonText.quote(error.message(), out);
        if (error.data().isPresent()) {
            out.utf8(",\"data\":");
            value(error.data().get(), error);
        }
        out.write('}');
        return textFrame('4', error.namespace());
    }

    private EncodedPacket textFrame(char type, String namespace) {
        if (attachmentCount > 0) {
            throw new IllegalArgumentException("Binary can be sent in events and acknowledgements only");
        }
        return frames(type, namespace, Header.NO_ID);
    }

    private EncodedPacket frames(char type, String namespace, long id) {
        if (attachmentCount > maxAttachments) {
            throw new IllegalArgumentException("A packet may have " + maxAttachments
                    + " attachments (the limit maxAttachments), not " + attachmentCount);
        }
        int payload = out.size();
        header(type, namespace, id);
        int header = out.size() - payload;
        byte[] text = new byte[out.size()];
        out.copyTo(text, 0, payload, payload + header);
        out.copyTo(text, header, 0, payload);
        if (attachments.isEmpty()) {
            return EncodedPacket.of(new Frame.Text(text));
        }
        attachments.add(0, new Frame.Text(text));
        return EncodedPacket.of(attachments);
    }

    private void header(char type, String namespace, long id) {
        if (attachmentCount == 0) {
            out.write(type);
        } else {
            out.write(type + TO_BINARY);
            out.utf8(Integer.toString(attachmentCount));
            out.write('-');
        }
        if (!namespace.equals(Namespaces.MAIN)) {
            out.utf8(namespace);
            out.write(',');
        }
        if (id != Header.NO_ID) {
            out.utf8(Long.toString(id));
        }
    }

    private static long checkId(long id) {
        if (id < 0 || id > Header.MAX_ID) {
            throw new IllegalArgumentException("An ack id must be from 0 to 2^53");
        }
        return id;
    }

    /**
     * Takes a binary value. Beyond the limit it only counts: the packet is refused when it is known how many there are.
     */
    @Override
    public int add(ByteBuffer bytes) {
        if (attachmentCount < maxAttachments) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(bytes.position(), copy);
            attachments.add(new Frame.Binary(copy));
        }
        return attachmentCount++;
    }
}
