package io.curlew.socketio.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.ParserLimits;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.protocol.TypeRef;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What one side's parser encodes, the other side's decodes, values and all. */
class RoundTripTest {
    private final DefaultParser parser = new DefaultParser(JsonCodec.load(), ParserLimits.defaults());

    @SuppressWarnings("ArrayRecordComponent") // as an application would have it
    record Part(String name, byte[] data) {}

    record Message(int id, List<Part> parts, ByteBuffer signature, Map<String, Object> extra) {}

    @Test
    void aRecordWithBinaryAtSeveralDepths() {
        Message message = new Message(
                7,
                List.of(new Part("a", bytes("one")), new Part("b", bytes("")), new Part("c", bytes("two"))),
                ByteBuffer.wrap(bytes("..sig.."), 2, 3),
                Map.of("deep", List.of(Map.of("raw", bytes("three")))));

        Args args = transfer(message, "x", bytes("four"));

        Message copy = args.get(0, Message.class);
        assertThat(copy.id()).isEqualTo(7);
        assertThat(copy.parts()).extracting(Part::name).containsExactly("a", "b", "c");
        assertThat(copy.parts()).extracting(Part::data).containsExactly(bytes("one"), bytes(""), bytes("two"));
        assertThat(copy.signature().isReadOnly()).isTrue();
        assertThat(copy.signature()).isEqualTo(ByteBuffer.wrap(bytes("sig")));
        assertThat(((Map<?, ?>) ((List<?>) copy.extra().get("deep")).get(0)).get("raw"))
                .isEqualTo(bytes("three"));
        assertThat(args.get(1, String.class)).isEqualTo("x");
        assertThat(args.isBinary(1)).isFalse();
        assertThat(args.isBinary(2)).isTrue();
        assertThat(args.binary(2)).isEqualTo(ByteBuffer.wrap(bytes("four")));
        assertThat(args.get(2, byte[].class)).isEqualTo(bytes("four"));
        assertThat(args.get(0, new TypeRef<Map<String, Object>>() {})).containsKeys("id", "parts");
    }

    private Args transfer(Object... args) {
        EncodedPacket packet =
                parser.encode(new OutgoingPacket.Event("/", OptionalLong.empty(), "event", Arrays.asList(args)));
        return ((SocketPacket.Event) decode(packet)).args();
    }

    private SocketPacket decode(EncodedPacket packet) {
        Decoder decoder = parser.newDecoder();
        List<SocketPacket> decoded = new ArrayList<>();
        for (Frame frame : packet.frames()) {
            SocketPacket complete = frame instanceof Frame.Text
                    ? decoder.decodeText(frame.bytes())
                    : decoder.decodeBinary(frame.bytes());
            if (complete != null) {
                decoded.add(complete);
            }
        }
        assertThat(decoded).hasSize(1);
        return decoded.get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
