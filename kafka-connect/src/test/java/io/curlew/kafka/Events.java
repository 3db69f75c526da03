package io.curlew.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.client.RecoveryPoint;
import io.curlew.socketio.jackson.JacksonJsonCodec;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.ParserLimits;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.Objects;
import java.util.Optional;

/** Events as they come from the wire. */
final class Events {
    private Events() {}

    /** Returns the arguments of a packet such as {@code 2["name",1]}, with its attachments. */
    static Args args(String packet, byte[]... attachments) {
        Decoder decoder = new DefaultParser(new JacksonJsonCodec(Pointer.MAPPER), ParserLimits.defaults()).newDecoder();
        SocketPacket decoded = decoder.decodeText(packet.getBytes(UTF_8));
        for (byte[] attachment : attachments) {
            decoded = decoder.decodeBinary(attachment);
        }
        return ((SocketPacket.Event) Objects.requireNonNull(decoded)).args();
    }

    /** Returns a broadcast with this number, and its offset. */
    static Received number(int number) {
        return new Received(
                "number",
                args("2[\"number\"," + number + ",\"o" + number + "\"]"),
                Optional.of("o" + number),
                Optional.of(point(number)),
                Optional.empty());
    }

    /** Returns a broadcast to a session that the server has begun instead of the one before. */
    static Received numberOfAnother(int number) {
        Received one = number(number);
        Optional<RecoveryPoint> point = Optional.of(RecoveryPoint.parse("another&o" + number));
        return new Received(one.name(), one.args(), one.offset(), point, one.ack());
    }

    static RecoveryPoint point(int number) {
        return RecoveryPoint.parse("pid&o" + number);
    }
}
