package io.curlew.interop.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.interop.Values;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.ParseException;
import io.curlew.socketio.protocol.SocketPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Our decoder's verdict, in the reference's words. */
final class OurDecoder {
    private static final DefaultParser PARSER = DefaultParser.create();

    private OurDecoder() {}

    static Verdict decode(List<Object> frames) {
        Decoder decoder = PARSER.newDecoder();
        List<Object> packets = new ArrayList<>();
        boolean refused = false;
        try {
            for (Object frame : frames) {
                SocketPacket packet = decode(decoder, frame);
                if (packet != null) {
                    packets.add(described(packet));
                }
            }
        } catch (ParseException e) {
            refused = true;
        }
        return new Verdict(Verdict.comparable(packets), refused);
    }

    private static SocketPacket decode(Decoder decoder, Object frame) {
        return frame instanceof ByteBuffer bytes
                ? decoder.decodeBinary(Values.bytes(bytes))
                : decoder.decodeText(((String) frame).getBytes(UTF_8));
    }

    private static Map<String, Object> described(SocketPacket packet) {
        if (packet instanceof SocketPacket.Connect connect) {
            return described(packet, 0, null, connect.payload().map(Values::of).orElse(null));
        }
        if (packet instanceof SocketPacket.Event event) {
            Long id = event.ackId().isPresent() ? event.ackId().getAsLong() : null;
            return described(packet, 2, id, withName(event));
        }
        if (packet instanceof SocketPacket.Ack ack) {
            Long id = ack.ackId() == SocketPacket.Ack.NO_ID ? null : ack.ackId();
            return described(packet, 3, id, Values.of(ack.args()));
        }
        if (packet instanceof SocketPacket.ConnectError error) {
            return described(packet, 4, null, Values.of(error.payload()));
        }
        SocketPacket.Disconnect disconnect = (SocketPacket.Disconnect) packet;
        return described(packet, 1, null, disconnect.payload().map(Values::of).orElse(null));
    }

    private static Map<String, Object> described(SocketPacket packet, int type, Long id, Object data) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("type", type);
        description.put("nsp", packet.namespace());
        description.put("id", id);
        description.put("data", data);
        return description;
    }

    private static List<Object> withName(SocketPacket.Event event) {
        List<Object> values = new ArrayList<>(List.of(event.name()));
        values.addAll(Values.of(event.args()));
        return values;
    }
}
