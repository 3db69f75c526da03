package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketDecoderTest {
    private final Decoder decoder = TestCodec.PARSER.newDecoder();

    @Test
    void aFrameIsNotKeptOnceItsPacketIsGone() {
        byte[][] frame = {"2[\"event\",1,2]".getBytes(UTF_8)};
        WeakReference<byte[]> gone = new WeakReference<>(frame[0]);
        assertThat(decoder.decodeText(frame[0])).isNotNull();
        frame[0] = new byte[0];
        await().until(() -> {
            System.gc();
            return gone.get() == null;
        });
        assertThat(decoder.isWaiting()).isFalse();
    }

    @Test
    void aConnectWithoutPayload() {
        SocketPacket.Connect connect = (SocketPacket.Connect) text("0");

        assertThat(connect.namespace()).isEqualTo("/");
        assertThat(connect.payload()).isEmpty();
    }

    @Test
    void aConnectWithPayload() {
        SocketPacket.Connect connect = (SocketPacket.Connect) text("0/admin, {\"sid\":\"abc\"} ");

        assertThat(connect.namespace()).isEqualTo("/admin");
        assertThat(connect.payload()).map(Json::text).contains("{\"sid\":\"abc\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"1 /", "1/admin, /admin", "1/admin /admin", "1/admin,7 /admin", "1/, /", "1/a?token=1, /a?token=1"
            })
    void aDisconnect(String packet, String namespace) {
        assertThat(text(packet)).isEqualTo(new SocketPacket.Disconnect(namespace));
    }

    @ParameterizedTest
    @Tag("N14")
    @CsvSource(
            delimiter = ' ',
            value = {
                "1{} / {}",
                "1{\"message\":\"no\"} / {\"message\":\"no\"}",
                "1/admin,{\"a\":[1]} /admin {\"a\":[1]}"
            })
    void aDisconnectMayHaveAnObject(String packet, String namespace, String payload) {
        SocketPacket.Disconnect disconnect = (SocketPacket.Disconnect) text(packet);
        assertThat(disconnect.namespace()).isEqualTo(namespace);
        assertThat(disconnect.payload()).map(Json::text).contains(payload);
    }

    @Test
    void anEventWithoutArguments() {
        SocketPacket.Event event = event("2[\"ping\"]");

        assertThat(event.namespace()).isEqualTo("/");
        assertThat(event.ackId()).isEmpty();
        assertThat(event.name()).isEqualTo("ping");
        assertThat(event.args().size()).isZero();
    }

    @Test
    void anEventWithEverything() {
        SocketPacket.Event event = event("2/ütf,456[\"n\\u00e4me\" , 1,null , {\"a\":[\"]\"]},\"x\" ]\n");

        assertThat(event.namespace()).isEqualTo("/ütf");
        assertThat(event.ackId()).hasValue(456);
        assertThat(event.name()).isEqualTo("näme");
        assertThat(event.args().size()).isEqualTo(4);
        assertThat(event.args().json(0)).isEqualTo("1");
        assertThat(event.args().isNull(0)).isFalse();
        assertThat(event.args().isNull(1)).isTrue();
        assertThat(event.args().json(2)).isEqualTo("{\"a\":[\"]\"]}");
        assertThat(event.args().json(3)).isEqualTo("\"x\"");
    }

    @Test
    void veryManyArgumentsThenFew() {
        Args many = event("2[\"x\"" + ",7".repeat(10_000) + "]").args();
        Args few = event("2[\"x\",8,9]").args();

        assertThat(many.size()).isEqualTo(10_000);
        assertThat(many.json(9_999)).isEqualTo("7");
        assertThat(few.size()).isEqualTo(2);
        assertThat(few.json(1)).isEqualTo("9");
    }

    @Test
    void anAck() {
        SocketPacket.Ack ack = (SocketPacket.Ack) text("3/admin,12[\"ok\"]");

        assertThat(ack.namespace()).isEqualTo("/admin");
        assertThat(ack.ackId()).isEqualTo(12);
        assertThat(ack.args().json(0)).isEqualTo("\"ok\"");
    }

    @Test
    void anAckWithoutArguments() {
        assertThat(((SocketPacket.Ack) text("30[]")).args().size()).isZero();
    }

    @Test
    @Tag("A24")
    void anAckWithoutIdMatchesNothing() {
        assertThat(((SocketPacket.Ack) text("3[1]")).ackId()).isEqualTo(SocketPacket.Ack.NO_ID);
    }

    @Test
    @Tag("A24")
    void anAckIdMayHaveLeadingZerosAndBeAsLargeAs2To53() {
        assertThat(event("2001[\"x\"]").ackId()).isEqualTo(OptionalLong.of(1));
        assertThat(event("29007199254740992[\"x\"]").ackId()).isEqualTo(OptionalLong.of(1L << 53));
    }

    @Test
    void spaceInFrontOfThePayloadIsNoAckId() {
        assertThat(event("2 [\"x\"]").ackId()).isEmpty();
        assertThat(event("21 [\"x\"]").ackId()).hasValue(1);
    }

    @Test
    void aBinaryEvent() {
        assertThat(
                        decode(
                                "52-/a,3[\"up\",{\"_placeholder\":true,\"num\":1},{\"x\":{\"_placeholder\":true,\"num\":0}},{}]"))
                .isNull();
        assertThat(decoder.isWaiting()).isTrue();
        assertThat(decoder.decodeBinary(new byte[] {1})).isNull();
        SocketPacket.Event event = (SocketPacket.Event) decoder.decodeBinary(new byte[] {2, 3});

        assertThat(decoder.isWaiting()).isFalse();
        assertThat(event).isNotNull();
        assertThat(event.name()).isEqualTo("up");
        assertThat(event.ackId()).hasValue(3);
        assertThat(event.args().size()).isEqualTo(3);
        assertThat(event.args().binary(0)).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(event.args().isBinary(0)).isTrue();
        assertThat(event.args().isBinary(1)).isFalse();
        assertThat(event.args().isBinary(2)).isFalse();
        assertThat(event.args().json(0)).isEqualTo("{\"_placeholder\":true,\"num\":1}");
    }

    @Test
    void aBinaryAck() {
        assertThat(decode("61-8[{\"num\":0,\"_placeholder\":true}]")).isNull();
        SocketPacket.Ack ack = (SocketPacket.Ack) decoder.decodeBinary(new byte[0]);

        assertThat(ack).isNotNull();
        assertThat(ack.ackId()).isEqualTo(8);
        assertThat(ack.args().binary(0).remaining()).isZero();
    }

    @Test
    void aTextPacketFollowsABinaryOne() {
        decode("51-[\"a\",{\"_placeholder\":true,\"num\":0}]");
        decoder.decodeBinary(new byte[1]);

        SocketPacket.Event plain = event("2[\"a\",{\"_placeholder\":true,\"num\":0}]");

        assertThat(plain.args().isBinary(0)).isFalse();
    }

    @Test
    void aConnectError() {
        SocketPacket.ConnectError error = (SocketPacket.ConnectError) text("4/a,{\"message\":\"no\",\"data\":[1]}");

        assertThat(error.namespace()).isEqualTo("/a");
        assertThat(error.payload().field("data")).map(Json::text).contains("[1]");
    }

    @Test
    @Tag("A22")
    void aConnectErrorWithoutPayloadGetsADefaultMessage() {
        Json payload = ((SocketPacket.ConnectError) text("4")).payload();

        assertThat(payload.field("message").flatMap(Json::asString)).isNotEmpty();
    }

    @Test
    @Tag("A22")
    void aConnectErrorMayBeAString() {
        assertThat(((SocketPacket.ConnectError) text("4\"no\"")).payload().asString())
                .contains("no");
        assertThat(((SocketPacket.ConnectError) text("4{}")).payload().text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @Tag("A23")
    @ValueSource(strings = {"5", "-1", "0", "1.5", "1e2"})
    void aNumberIsANameByItsText(String number) {
        assertThat(event("2[" + number + ",\"x\"]").name()).isEqualTo(number);
    }

    @ParameterizedTest
    @Tag("A21")
    @ValueSource(strings = {"error", "", "__proto__", "Connect"})
    void otherNamesAreOrdinaryOnes(String name) {
        assertThat(event("2[\"" + name + "\"]").name()).isEqualTo(name);
    }

    @Test
    @Tag("A32")
    void anUnpairedSurrogateInANameIsKept() {
        assertThat(event("2[\"\\ud800\"]").name()).isEqualTo("\ud800");
    }

    @Test
    @Tag("A17")
    void attachmentsMayBeSharedOrUnused() {
        decode("52-[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]");
        decoder.decodeBinary(new byte[] {7});
        SocketPacket.Event event = (SocketPacket.Event) decoder.decodeBinary(new byte[] {8});

        assertThat(event).isNotNull();
        assertThat(event.args().binary(0)).isEqualTo(event.args().binary(1));
        assertThat(event.args().binary(0).isReadOnly()).isTrue();
    }

    @Test
    @Tag("A14")
    void binaryWithoutAHeaderIsRefused() {
        assertThatThrownBy(() -> decoder.decodeBinary(new byte[1]))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("not an attachment");
    }

    @Test
    @Tag("A15")
    void textWhileAttachmentsAreMissingIsRefused() {
        decode("51-[\"a\",{\"_placeholder\":true,\"num\":0}]");

        assertThatThrownBy(() -> decode("2[\"b\"]")).isInstanceOf(ParseException.class);
    }

    @Test
    @Tag("A16")
    void aNewConnectionKnowsNothingOfTheOldOne() {
        decode("52-[\"a\",{\"_placeholder\":true,\"num\":0}]");
        decoder.decodeBinary(new byte[1]);

        Decoder next = TestCodec.PARSER.newDecoder();

        assertThat(next.isWaiting()).isFalse();
        assertThatThrownBy(() -> next.decodeBinary(new byte[1])).isInstanceOf(ParseException.class);
    }

    @Test
    @Tag("A18")
    void aPacketAndItsAttachmentsAreBoundedTogether() {
        Decoder small = TestCodec.PARSER.newDecoder(50);
        small.decodeText("52-[\"a\"]".getBytes(UTF_8));
        small.decodeBinary(new byte[42]);

        assertThatThrownBy(() -> small.decodeBinary(new byte[1]))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("50 bytes");
    }

    @Test
    @Tag("A18")
    void theBoundHoldsForEachPacket() {
        Decoder small = TestCodec.PARSER.newDecoder(50);
        for (int i = 0; i < 3; i++) {
            small.decodeText("51-[\"a\"]".getBytes(UTF_8));
            assertThat(small.decodeBinary(new byte[42])).isNotNull();
        }
        assertThatThrownBy(() -> small.decodeText(new byte[51])).isInstanceOf(ParseException.class);
    }

    @Test
    void aNameThatComesAgainIsTheSameString() {
        assertThat(event("2[\"price\",1]").name())
                .isSameAs(event("2[\"price\",2]").name());
        assertThat(event("2/a,[\"x\"]").namespace())
                .isSameAs(event("2/a,[\"x\"]").namespace());
    }

    private SocketPacket.Event event(String packet) {
        return (SocketPacket.Event) text(packet);
    }

    private SocketPacket text(String packet) {
        SocketPacket decoded = decode(packet);
        assertThat(decoded).isNotNull();
        return decoded;
    }

    private @Nullable SocketPacket decode(String packet) {
        return decoder.decodeText(packet.getBytes(UTF_8));
    }
}
