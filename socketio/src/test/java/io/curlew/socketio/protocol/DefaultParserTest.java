package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets as literal bytes. */
class DefaultParserTest {

    @Test
    void connect() {
        assertThat(text(new OutgoingPacket.Connect("/", Optional.empty(), Map.of())))
                .isEqualTo("0");
        assertThat(text(new OutgoingPacket.Connect("/admin", Optional.empty(), Map.of())))
                .isEqualTo("0/admin,");
        assertThat(text(new OutgoingPacket.Connect("/", Optional.of(Map.of("token", "x")), Map.of())))
                .isEqualTo("0{\"token\":\"x\"}");
        assertThat(text(new OutgoingPacket.Connect("/", Optional.of(Map.of()), Map.of())))
                .isEqualTo("0{}");
    }

    private record Blank() {
        @Override
        public String toString() {
            return "{ \n}";
        }
    }

    @Test
    void connectWithFieldsForRecovery() {
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put("pid", "p\"1");
        extra.put("offset", "7");

        assertThat(text(new OutgoingPacket.Connect("/a", Optional.of(Map.of("t", 1)), extra)))
                .isEqualTo("0/a,{\"pid\":\"p\\\"1\",\"offset\":\"7\",\"t\":1}");
        assertThat(text(new OutgoingPacket.Connect("/a", Optional.empty(), extra)))
                .isEqualTo("0/a,{\"pid\":\"p\\\"1\",\"offset\":\"7\"}");
        assertThat(text(new OutgoingPacket.Connect("/a", Optional.of(Map.of()), extra)))
                .isEqualTo("0/a,{\"pid\":\"p\\\"1\",\"offset\":\"7\" }");
        Object blank = new Blank(); // which the codec writes as it is
        assertThat(text(new OutgoingPacket.Connect("/a", Optional.of(blank), extra)))
                .isEqualTo("0/a,{\"pid\":\"p\\\"1\",\"offset\":\"7\"  \n}");
    }

    @Test
    void disconnect() {
        assertThat(text(new OutgoingPacket.Disconnect("/"))).isEqualTo("1");
        assertThat(text(new OutgoingPacket.Disconnect("/admin"))).isEqualTo("1/admin,");
    }

    @Test
    void event() {
        assertThat(text(event("/", "ping"))).isEqualTo("2[\"ping\"]");
        assertThat(text(event("/ü", "a", 1, null, "x"))).isEqualTo("2/ü,[\"a\",1,null,\"x\"]");
        assertThat(text(new OutgoingPacket.Event("/a", OptionalLong.of(0), "a", List.of(List.of()))))
                .isEqualTo("2/a,0[\"a\",[]]");
        assertThat(text(event("/", "error"))).isEqualTo("2[\"error\"]");
    }

    @Test
    void namesAreEscaped() {
        assertThat(text(event("/", "a\"\\\u0001\n\ud800é\ud83d\ude00\udc00x\ud83d")))
                .isEqualTo("2[\"a\\\"\\\\\\u0001\\u000a\\ud800é\ud83d\ude00\\udc00x\\ud83d\"]");
        assertThat(text(event("/", "\ud83dx"))).isEqualTo("2[\"\\ud83dx\"]");
    }

    @Test
    void ack() {
        assertThat(text(new OutgoingPacket.Ack("/", 12, List.of()))).isEqualTo("312[]");
        assertThat(text(new OutgoingPacket.Ack("/admin", 1L << 53, List.of("x"))))
                .isEqualTo("3/admin,9007199254740992[\"x\"]");
    }

    @Test
    void connectError() {
        assertThat(text(new OutgoingPacket.ConnectError("/", "no", Optional.empty())))
                .isEqualTo("4{\"message\":\"no\"}");
        assertThat(text(new OutgoingPacket.ConnectError("/a", "no", Optional.of(List.of(1)))))
                .isEqualTo("4/a,{\"message\":\"no\",\"data\":[1]}");
    }

    @Test
    void binaryEvent() {
        EncodedPacket packet = TestCodec.PARSER.encode(new OutgoingPacket.Event(
                "/a", OptionalLong.of(5), "up", List.of(new byte[] {1, 2}, List.of(new byte[0]))));

        assertThat(packet.frames()).hasSize(3);
        assertThat(utf8(packet.frames().get(0)))
                .isEqualTo("52-/a,5[\"up\",{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,\"num\":1}]]");
        assertThat(packet.frames().get(1)).isInstanceOf(Frame.Binary.class);
        assertThat(packet.frames().get(1).bytes()).containsExactly(1, 2);
        assertThat(packet.frames().get(2).bytes()).isEmpty();
        assertThat(packet.size()).isEqualTo(packet.frames().get(0).bytes().length + 2);
        assertThat(packet).hasToString("packet of 3 frames, " + packet.size() + " bytes");
    }

    @Test
    void binaryAck() {
        EncodedPacket packet = TestCodec.PARSER.encode(new OutgoingPacket.Ack("/", 7, List.of(new byte[] {9})));

        assertThat(utf8(packet.frames().get(0))).isEqualTo("61-7[{\"_placeholder\":true,\"num\":0}]");
        assertThat(packet.frames().get(1).bytes()).containsExactly(9);
    }

    @Test
    @Tag("A40")
    void attachmentsAreCopied() {
        byte[] data = {1};
        EncodedPacket packet = TestCodec.PARSER.encode(event("/", "x", (Object) data));
        data[0] = 2;

        assertThat(packet.frames().get(1).bytes()).containsExactly(1);
    }

    @Test
    @Tag("A12")
    void moreAttachmentsThanAServerTakesAreRefusedNamingTheLimit() {
        List<Object> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(new byte[1]);
        }
        assertThat(TestCodec.PARSER
                        .encode(new OutgoingPacket.Ack("/", 1, List.copyOf(ten)))
                        .frames())
                .hasSize(11);
        ten.add(new byte[1]);

        assertThatThrownBy(() -> TestCodec.PARSER.encode(new OutgoingPacket.Ack("/", 1, List.copyOf(ten))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxAttachments")
                .hasMessageContaining("10")
                .hasMessageContaining("11");
    }

    @ParameterizedTest
    @Tag("A21")
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesAreRefused(String name) {
        refused(event("/", name), "reserved");
    }

    @ParameterizedTest
    @Tag("A53")
    @ValueSource(strings = {"", "a", "/a,b", "/a\u001e", "/\n", "/\u007f", "/\u0085", "/\ud800", "/\udc00x"})
    void namespacesThatWouldBeAnotherPacketAreRefused(String namespace) {
        refused(new OutgoingPacket.Disconnect(namespace), "namespace");
    }

    @Test
    void otherNamespacesAreFine() {
        assertThat(Namespaces.validate("/a?b=c#/é\ud83d\ude00")).isEqualTo("/a?b=c#/é\ud83d\ude00");
    }

    @Test
    void ackIdsAreChecked() {
        refused(new OutgoingPacket.Ack("/", -1, List.of()), "ack id");
        refused(new OutgoingPacket.Ack("/", (1L << 53) + 1, List.of()), "ack id");
        refused(new OutgoingPacket.Event("/", OptionalLong.of(-1), "x", List.of()), "ack id");
    }

    @Test
    void aConnectsPayloadMustBeAnObject() {
        refused(new OutgoingPacket.Connect("/", Optional.of("token"), Map.of()), "object");
        refused(new OutgoingPacket.Connect("/", Optional.of(List.of()), Map.of("pid", "1")), "object");
    }

    @Test
    void binaryHasNoPlaceInAConnect() {
        refused(new OutgoingPacket.Connect("/", Optional.of(Map.of("a", new byte[1])), Map.of()), "Binary");
        refused(new OutgoingPacket.ConnectError("/", "no", Optional.of(new byte[1])), "Binary");
    }

    @Test
    void aPacketMayBeEncodedWhileAnotherIs() {
        List<String> inner = new ArrayList<>();
        Runnable emits = () -> inner.add(text(event("/inner", "b", 2)));

        assertThat(text(event("/outer", "a", 1, emits, 3))).isEqualTo("2/outer,[\"a\",1,null,3]");
        assertThat(inner).containsExactly("2/inner,[\"b\",2]");
    }

    @Test
    void aFailureLeavesNothingBehindInTheBuffer() {
        Runnable fails = () -> {
            throw new ConversionException("no");
        };
        assertThatThrownBy(() -> text(event("/", "a", 1, fails))).isInstanceOf(ConversionException.class);

        assertThat(text(event("/", "a", 2))).isEqualTo("2[\"a\",2]");
    }

    @Test
    void aLargePacketIsEncodedAsASmallOneIs() {
        String large = "x".repeat(200_000);

        assertThat(text(event("/", large, large))).isEqualTo("2[\"" + large + "\",\"" + large + "\"]");
        assertThat(text(event("/", "a"))).isEqualTo("2[\"a\"]");
    }

    @Test
    void anOutputThatFailsIsNoSilentLoss() {
        JsonCodec broken = (JsonCodec) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {JsonCodec.class}, (proxy, method, args) -> {
                    throw new IOException("broken");
                });
        DefaultParser parser = new DefaultParser(broken, ParserLimits.defaults());

        assertThatThrownBy(() -> parser.encode(event("/", "a", 1))).isInstanceOf(UncheckedIOException.class);
    }

    private static void refused(OutgoingPacket packet, String message) {
        assertThatThrownBy(() -> TestCodec.PARSER.encode(packet))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static OutgoingPacket.Event event(String namespace, String name, @Nullable Object... args) {
        return new OutgoingPacket.Event(namespace, OptionalLong.empty(), name, Arrays.asList(args));
    }

    private static String text(OutgoingPacket packet) {
        EncodedPacket encoded = TestCodec.PARSER.encode(packet);
        assertThat(encoded.frames()).hasSize(1);
        assertThat(encoded.frames().get(0)).isInstanceOf(Frame.Text.class);
        return utf8(encoded.frames().get(0));
    }

    private static String utf8(Frame frame) {
        return new String(frame.bytes(), UTF_8);
    }
}
