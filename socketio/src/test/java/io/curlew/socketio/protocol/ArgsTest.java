package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgsTest {
    private final Args args = args("2[\"order\",1,null,\"x\"]");

    @Test
    void anArgumentIsConvertedWhenItIsAskedFor() {
        assertThat(args.get(0, String.class)).isEqualTo("10");
        assertThat(args.get(2, new TypeRef<String>() {})).isEqualTo("\"x\"0");
        assertThat(args.find(2, String.class)).contains("\"x\"0");
        assertThat(args.find(0, new TypeRef<String>() {})).contains("10");
    }

    @Test
    void theCodecGetsTheAttachments() {
        Decoder decoder = TestCodec.PARSER.newDecoder();
        decoder.decodeText("61-1[1]".getBytes(UTF_8));
        SocketPacket.Ack ack = (SocketPacket.Ack) decoder.decodeBinary(new byte[1]);

        assertThat(ack).isNotNull();
        assertThat(ack.args().get(0, String.class)).isEqualTo("11");
    }

    @Test
    void nullIsAValue() {
        assertThat(args.isNull(1)).isTrue();
        assertThat(args.find(1, String.class)).isEmpty();
        assertThat(args.find(1, new TypeRef<String>() {})).isEmpty();
        assertThatThrownBy(() -> args.get(1, String.class))
                .isInstanceOf(ConversionException.class)
                .hasMessage("Argument 1 of event \"order\" is null");
    }

    @Test
    void aFailureNamesTheEventAndTheArgument() {
        assertThatThrownBy(() -> args.get(2, Void.class))
                .isInstanceOf(ConversionException.class)
                .hasMessage("Argument 2 of event \"order\": it can't be read as Void, at .x");
        assertThatThrownBy(() -> ack().get(0, Void.class))
                .hasMessageStartingWith("Argument 0 of the acknowledgement: ");
        assertThatThrownBy(() -> args.binary(0))
                .isInstanceOf(ConversionException.class)
                .hasMessage("Argument 0 of event \"order\" is not binary");
    }

    @Test
    @Tag("N26")
    void whatIsMissingIsNamedWithItsType() {
        assertThatThrownBy(() -> args("2[\"pair\",1]").get(1, int.class))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Event \"pair\": argument 1 (int) is missing, 1 came");
        assertThatThrownBy(() -> args("2[\"pair\"]").get(0, new TypeRef<List<String>>() {}))
                .hasMessage("Event \"pair\": argument 0 (java.util.List<java.lang.String>) is missing, none came");
        assertThatThrownBy(() -> args("2[\"pair\"]").json(0))
                .hasMessage("Event \"pair\": argument 0 is missing, none came");
        assertThatThrownBy(() -> Args.none().get(0, String.class))
                .hasMessage("Acknowledgement: argument 0 (String) is missing, none came");
        assertThatThrownBy(() -> args.isNull(3)).hasMessage("Event \"order\": argument 3 is missing, 3 came");
    }

    @Test
    @Tag("N22")
    void theyCanBeListedIteratedAndPrinted() {
        assertThat(args.json()).isEqualTo("[1,null,\"x\"]");
        assertThat(args.toList()).containsExactly("10", null, "\"x\"0");
        assertThat(args).containsExactly("10", null, "\"x\"0");
        assertThat(args("2[\"a\",1,2]").toList(String.class)).containsExactly("10", "20");
        assertThatThrownBy(() -> args.toList(String.class)).isInstanceOf(ConversionException.class);
        assertThat(args.values()).hasSize(3).allMatch(Json.class::isInstance);
        assertThat(Args.none().values()).isEmpty();
        assertThat(Args.none()).isEmpty();
        assertThat(Args.none().json()).isEqualTo("[]");
        assertThat(Args.none()).hasToString("no arguments");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void thereAreNoOthers(int index) {
        checkAbsent(args, index);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void noArguments(int index) {
        checkAbsent(Args.none(), index);
        assertThat(Args.none().size()).isZero();
    }

    private static void checkAbsent(Args args, int index) {
        assertThat(args.find(index, String.class)).isEmpty();
        assertThat(args.find(index, new TypeRef<String>() {})).isEmpty();
        List<Runnable> calls = List.of(
                () -> args.get(index, String.class),
                () -> args.get(index, new TypeRef<String>() {}),
                () -> args.isNull(index),
                () -> args.isBinary(index),
                () -> args.binary(index),
                () -> args.json(index),
                () -> args.jsonSize(index));
        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class));
    }

    @Test
    void theSizeOfAnArgumentIsThatOfItsJson() {
        Args some = args("2[\"a\",  \"é\" ,[1, 2]]");
        assertThat(some.jsonSize(0)).isEqualTo(4);
        assertThat(some.jsonSize(1)).isEqualTo(6);
    }

    @Test
    void theyAreNotPrinted() {
        assertThat(args).hasToString("3 arguments");
    }

    @Test
    @Tag("N06")
    void aFailureNamesTheEventEscapedAndCut() {
        assertThatThrownBy(() -> args("2[\"\\u001b[2J\u202e\\n\",1]").get(0, Void.class))
                .hasMessage("Argument 0 of event \"\\u001b[2J\\u202e\\n\": it can't be read as Void, at .x");
        assertThatThrownBy(() -> args("2[\"" + "x".repeat(16_000) + "\",null]").get(0, int.class))
                .hasMessage("Argument 0 of event \"" + "x".repeat(64) + "... (16000 characters)\" is null");
    }

    @Test
    @SuppressWarnings("rawtypes") // the mistake that is tested
    void aTypeRefKnowsItsType() {
        assertThat(new TypeRef<List<String>>() {}.type().getTypeName()).isEqualTo("java.util.List<java.lang.String>");
        assertThat(new TypeRef<List<String>>() {}).hasToString("java.util.List<java.lang.String>");
        assertThatThrownBy(() -> new TypeRef() {}).isInstanceOf(IllegalArgumentException.class);
    }

    private static Args ack() {
        SocketPacket packet = TestCodec.PARSER.newDecoder().decodeText("31[1]".getBytes(UTF_8));
        assertThat(packet).isNotNull();
        return ((SocketPacket.Ack) packet).args();
    }

    private static Args args(String event) {
        SocketPacket packet = TestCodec.PARSER.newDecoder().decodeText(event.getBytes(UTF_8));
        assertThat(packet).isNotNull();
        return ((SocketPacket.Event) packet).args();
    }
}
