package io.curlew.socketio.codectests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.ParserLimits;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.protocol.TypeRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one side's parser encodes, the other side's decodes, values and all. */
public abstract class RoundTripContract {
    private final DefaultParser parser = new DefaultParser(codec(), ParserLimits.defaults());

    /** Returns the codec to be tested. */
    protected abstract JsonCodec codec();

    /** What an application sends. */
    @SuppressWarnings("ArrayRecordComponent") // as an application would have it
    public record Part(String name, byte[] data) {}

    /** What an application sends. */
    public record Message(int id, List<Part> parts, ByteBuffer signature, Map<String, Object> extra) {}

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

    @Test
    @Tag("A32")
    void textOfEveryKind() {
        String text = "\u0000\"\\/\b\t\u001e\u007fé\u2028€\ud83d\ude00\ud800x\udc00";

        Args args = transfer(text, Map.of(text.replace("\ud800", "").replace("\udc00", ""), List.of(text)));

        assertThat(args.get(0, String.class)).isEqualTo(text);
        assertThat(args.get(1, new TypeRef<Map<String, List<String>>>() {}).values())
                .containsExactly(List.of(text));
    }

    @Test
    void nullAndNothing() {
        assertThat(transfer().size()).isZero();
        Args args = transfer((Object) null);

        assertThat(args.size()).isOne();
        assertThat(args.isNull(0)).isTrue();
        assertThat(args.find(0, int.class)).isEmpty();
        assertThatThrownBy(() -> args.get(0, Object.class)).isInstanceOf(ConversionException.class);
    }

    @Test
    void numbersOfAnySize() {
        BigInteger large = BigInteger.TEN.pow(300).add(BigInteger.ONE);
        BigDecimal exact = new BigDecimal("0.1000000000000000055511151231257827");

        Args args = transfer(Long.MIN_VALUE, large, exact, -0.0);

        assertThat(args.get(0, long.class)).isEqualTo(Long.MIN_VALUE);
        assertThat(args.get(1, Object.class)).isEqualTo(large);
        assertThat(args.get(2, BigDecimal.class)).isEqualTo(exact);
        assertThat(args.get(3, double.class)).isEqualTo(-0.0);
    }

    @Test
    @Tag("A40")
    void whatChangesAfterEncodingIsNotSent() {
        byte[] data = bytes("before");
        List<Object> list = new ArrayList<>(List.of("before", data));
        EncodedPacket packet = parser.encode(new OutgoingPacket.Ack("/", 1, List.of(list)));
        data[0] = 'X';
        list.clear();

        Args args = ((SocketPacket.Ack) decode(packet)).args();

        assertThat((List<?>) args.get(0, Object.class))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("before"),
                        second -> assertThat(second).isEqualTo(bytes("before")));
    }

    @Test
    void largeTextAndBinary() {
        String text = "é".repeat(5_000_000);
        byte[] data = new byte[20_000_000];
        data[19_999_999] = 0x1e;

        Args args = transfer(text, data);

        assertThat(args.get(0, String.class)).isEqualTo(text);
        assertThat(args.get(1, byte[].class)).isEqualTo(data);
    }

    @Test
    void aConnectPayload() {
        SocketPacket.Connect connect = (SocketPacket.Connect) decode(
                parser.encode(new OutgoingPacket.Connect("/", Optional.of(new Token("x", null)), Map.of("pid", "p"))));

        assertThat(connect.payload()).map(Json::text).contains("{\"pid\":\"p\",\"token\":\"x\",\"more\":null}");
    }

    /** What an application sends. */
    public record Token(String token, @Nullable String more) {}

    @Test
    void aFailureNamesEventArgumentTypeAndPath() {
        Args args = transfer(1, Map.of("items", List.of(Map.of("name", List.of()))));

        assertThatThrownBy(() -> args.get(1, new TypeRef<Map<String, List<Part>>>() {}))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("Argument 1 of event \"event\": it can't be read as java.util.Map<")
                .hasMessageEndingWith(", at .items[0].name: an array came, String was asked for");
    }

    @Test
    @Tag("N22")
    void argumentsArePassedOnAsTheyCame() {
        Args args = transfer(1, null, Map.of("raw", bytes("one"), "list", List.of()), bytes("two"), "x\ud800");

        Args copy = transfer(args.values());

        assertThat(copy.json()).isEqualTo(args.json());
        assertThat(copy.get(2, new TypeRef<Map<String, Object>>() {}).get("raw"))
                .isEqualTo(bytes("one"));
        assertThat(copy.binary(3)).isEqualTo(ByteBuffer.wrap(bytes("two")));
        assertThat(transfer(copy.values()[3], copy.values()[2]).get(0, byte[].class))
                .isEqualTo(bytes("two"));
        assertThat(transfer(transfer().values()).size()).isZero();
    }

    @Test
    @Tag("N22")
    void asOneArgumentTheyAreAnArray() {
        Args args = transfer(1, Map.of("raw", bytes("one")), bytes("two"));

        Args copy = transfer("before", args, Map.of("deep", args), bytes("three"));

        assertThat(copy.size()).isEqualTo(4);
        List<?> array = copy.get(1, List.class);
        assertThat(array.get(0)).isEqualTo(1);
        assertThat(((Map<?, ?>) array.get(1)).get("raw")).isEqualTo(bytes("one"));
        assertThat(array.get(2)).isEqualTo(bytes("two"));
        assertThat(((List<?>) copy.get(2, Map.class).get("deep")).get(2)).isEqualTo(bytes("two"));
        assertThat(copy.get(3, byte[].class)).isEqualTo(bytes("three"));
        assertThat(transfer(Args.none()).json()).isEqualTo("[[]]");
    }

    @Test
    @Tag("N22")
    void aPieceOfJsonIsSentAsWhatItHolds() {
        Args args = transfer(Json.of("{\"a\": [1, \"\ud800\"]}"), List.of(Json.of("null")));

        assertThat(args.json(0)).isEqualTo("{\"a\": [1, \"\\ud800\"]}");
        assertThat(args.json(1)).isEqualTo("[null]");
    }

    @Test
    void aPieceOfJsonIsConvertedByTheCodecThatCameWithIt() {
        SocketPacket.ConnectError error = (SocketPacket.ConnectError)
                decode(parser.encode(new OutgoingPacket.ConnectError("/", "no", Optional.of(Map.of("token", "x")))));
        Json data = error.payload().field("data").orElseThrow();

        assertThat(data.as(Token.class)).isEqualTo(new Token("x", null));
        assertThat(data.as(new TypeRef<Map<String, String>>() {})).isEqualTo(Map.of("token", "x"));
        assertThatThrownBy(() -> data.as(int.class)).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> Json.of("null").as(Token.class)).isInstanceOf(ConversionException.class);
    }

    @Test
    @Tag("N24")
    void aNumberThatAReceiverWouldRefuseIsNotSent() {
        BigInteger longest = BigInteger.TEN.pow(999);
        BigInteger tooLong = BigInteger.TEN.pow(1000);
        String digits = "1".repeat(5000);

        assertThat(transfer(longest, digits, "a, " + digits + ", b", List.of(longest.negate()))
                        .size())
                .isEqualTo(4);
        for (Object number : List.of(
                tooLong,
                List.of("x", Map.of("deep", tooLong.negate())),
                new BigDecimal(tooLong, 500),
                new BigDecimal("1e-1000").add(BigDecimal.ONE))) {
            assertThatThrownBy(() -> transfer("x", number))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Event \"event\": a number has more than 1000 digits (the limit maxNumberDigits): send it"
                                    + " as a string");
        }
        assertThatThrownBy(() -> parser.encode(new OutgoingPacket.Ack("/", 1, List.of(tooLong))))
                .hasMessageStartingWith("Acknowledgement: a number has more than 1000 digits");
        assertThatThrownBy(() ->
                        parser.encode(new OutgoingPacket.Connect("/", Optional.of(Map.of("n", tooLong)), Map.of())))
                .hasMessageStartingWith("Auth data: a number has more than 1000 digits");
    }

    @Test
    @Tag("N25")
    void aFailureToWriteNamesTheEvent() {
        assertThatThrownBy(() -> transfer("x", new Object()))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("Event \"event\": argument 1 can't be written as JSON: java.lang.Object has no"
                        + " properties");
    }

    private Args transfer(@Nullable Object... args) {
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
