package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is no packet is a parse error, and nothing but that. */
class MalformedPacketTest {

    @ParameterizedTest
    @Tag("A01")
    @ValueSource(
            strings = {
                "442[\"some\",\"data\"",
                "0/admin,\"invalid\"",
                "0[]",
                "2/admin,\"invalid",
                "2/admin,{}",
                "2[{\"toString\":\"foo\"}]",
                "2[true,\"foo\"]",
                "2[null,\"bar\"]",
                "2[\"connect\"]",
                "2[\"disconnect\",\"123\"]",
                "5",
                "51",
                "5a-",
                "51.23-",
                "999",
                "asdf",
                "7asdf",
                "22sd",
                "22[]",
                "22[\"a\",1,{asdf}]"
            })
    void theReferencesTable(String packet) {
        refused(packet);
    }

    @ParameterizedTest
    @Tag("N14")
    @ValueSource(
            strings = {
                "1[]",
                "1\"text\"",
                "1null",
                "1/a,null",
                "1true",
                "1 ",
                "1{",
                "1{}{}",
                "1{\"message\":\"x\"",
                "1/admin,[]",
                "1/admin,{}x",
                "1/admin,7{}",
                "17{}"
            })
    void disconnectsWithAnythingButAnObject(String packet) {
        refused(packet);
    }

    @ParameterizedTest
    @Tag("A10")
    @ValueSource(
            strings = {
                "5-[\"x\"]",
                "5 1-[\"x\"]",
                "5+1-[\"x\"]",
                "51e0-[\"x\"]",
                "50x1-[\"x\"]",
                "5\uff11-[\"x\"]",
                "5-1-[\"x\"]",
                "51.0-[\"x\"]",
                "501-[\"x\"]",
                "51[\"x\"]",
                "52147483648-[\"x\"]",
                "59223372036854775808-[\"x\"]",
                "599999999999999999999999-[\"x\"]"
            })
    void countsOfAttachments(String packet) {
        refused(packet);
    }

    @ParameterizedTest
    @Tag("A11")
    @ValueSource(strings = {"50-[\"x\"]", "60-1[\"x\"]", "500-[\"x\"]"})
    void noAttachmentsInABinaryPacket(String packet) {
        refused(packet);
    }

    @Test
    @Tag("A12")
    void tooManyAttachmentsAreRefusedBeforeTheyCome() {
        assertThatThrownBy(() -> decode("52000000000-[\"x\"]")).hasMessageContaining("at most 10");
        assertThatThrownBy(() -> decode("511-[\"x\"]")).hasMessageContaining("at most 10");
        decode("510-[\"x\"]");
    }

    @ParameterizedTest
    @Tag("A13")
    @ValueSource(
            strings = {
                "\"num\":\"splice\"",
                "\"num\":-1",
                "\"num\":1",
                "\"num\":7",
                "\"num\":0.5",
                "\"num\":1e99",
                "\"num\":1e999",
                "\"num\":null",
                "\"num\":true",
                "\"num\":{}",
                "\"num\":[0]",
                "\"num\":0,\"num\":\"x\"",
                "\"num\":0,\"num\":{}",
                "\"x\":0"
            })
    void placeholdersWithoutAnAttachment(String num) {
        assertThatThrownBy(() -> decode("51-[\"x\",{\"_placeholder\":true," + num + "}]"))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("illegal attachments");
    }

    @ParameterizedTest
    @Tag("A19")
    @ValueSource(strings = {"", "7", "8", "9", "a", "\u0664", " 2[\"x\"]", "-1", "\u0000"})
    void unknownTypes(String packet) {
        refused(packet);
    }

    @ParameterizedTest
    @Tag("A20")
    @ValueSource(
            strings = {
                "2",
                "2/a",
                "2/a,",
                "212",
                "2{}",
                "2[]",
                "2\"x\"",
                "2[{}]",
                "2[[]]",
                "2[false]",
                "2[\"a\"]x",
                "2[\"a\"][]",
                "2[\"a\"],",
                "2x",
                "2[\"a\",]",
                "2[\"a\"",
                "2\u0661[\"x\"]",
                "51-",
                "51-/a,"
            })
    void eventsWithoutAProperPayload(String packet) {
        refused(packet);
    }

    @ParameterizedTest
    @Tag("A21")
    @ValueSource(
            strings = {
                "connect",
                "connect_error",
                "disconnect",
                "disconnecting",
                "newListener",
                "removeListener",
                "conn\\u0065ct"
            })
    void reservedNames(String name) {
        refused("2[\"" + name + "\"]");
        refused("51-[\"" + name + "\"]");
    }

    @ParameterizedTest
    @Tag("A22")
    @ValueSource(strings = {"4[]", "4null", "4true", "41.5", "4{\"message\":}"})
    void connectErrorsWithAnotherPayload(String packet) {
        refused(packet);
    }

    @ParameterizedTest
    @Tag("A24")
    @ValueSource(
            strings = {
                "3",
                "31",
                "31{}",
                "31\"x\"",
                "31null",
                "3-1[]",
                "31.5[]",
                "39007199254740993[]",
                "3100000000000000000000[]",
                "2299999999999999999999[\"x\"]",
                "61-1",
                "61-1{}"
            })
    void acksWithoutAProperIdOrPayload(String packet) {
        refused(packet);
    }

    @ParameterizedTest
    @Tag("A28")
    @ValueSource(strings = {"0\"x\"", "0[]", "0null", "01.5", "0{", "0{}x", "0true"})
    void connectsWithAnotherPayload(String packet) {
        refused(packet);
    }

    @Test
    @Tag("A29")
    void deepNesting() {
        decode("2[\"x\"," + "[".repeat(511) + "]".repeat(511) + "]");
        refused("2[\"x\"," + "[".repeat(512) + "]".repeat(512) + "]");
        refused("2[\"x\"," + "[".repeat(200_000));
        refused("0" + "{\"a\":".repeat(200_000));
    }

    @ParameterizedTest
    @Tag("A32")
    @ValueSource(
            strings = {
                "/*c*/1",
                "//c\n1",
                "#c\n1",
                "'a'",
                "a",
                "{a:1}",
                "{'a':1}",
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "01",
                "-01",
                "1.",
                ".5",
                "1.e1",
                "1e",
                "1e+",
                "-",
                "0x1",
                "1_0",
                "\ufeff1",
                "[1,]",
                "{\"a\":1,}",
                "[,1]",
                "{,}",
                "[1 2]",
                "{\"a\" 1}",
                "{\"a\":}",
                "{1:2}",
                "{\"a\"}",
                "{\"a\":1 \"b\":2}",
                "[1}",
                "{\"a\":1]",
                "tru",
                "True",
                "nul",
                "\"\\x41\"",
                "\"\\u12g4\"",
                "\"\\ud80\"",
                "\"\t\"",
                "\"\u0000\"",
                "\"a",
                "\"\\",
                "undefined",
                "1;",
                "\u00a01",
                "\u000b1",
                "\"\\u\uff11\uff12\uff13\uff14\"",
                "\u0661"
            })
    void lenientJson(String value) {
        refused("2[\"x\"," + value + "]");
    }

    @Test
    @Tag("A32")
    void aNumberWithVeryManyDigits() {
        decode("2[\"x\",-" + "1".repeat(998) + ".1e+1]".replace("e+1", ""));
        decode("2[\"x\"," + "1".repeat(998) + ".1e-1]");
        refused("2[\"x\"," + "1".repeat(999) + ".1e-1]");
        refused("2[\"x\"," + "1".repeat(1001) + "]");
    }

    @Test
    void whateverTheBytesItIsAParseError() {
        Random random = new Random(7);
        String alphabet = "0123456/,-[]{}\"\\:_placeholdernumtruefalse \u00e9";
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                if (random.nextInt(8) != 0) {
                    bytes[at] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
                }
            }
            decodeAndLook(bytes);
        }
    }

    @Test
    void whateverIsChangedInAPacketItIsAParseError() {
        Random random = new Random(11);
        byte[] packet =
                "52-/adm\u00efn,12[\"na\\u006de\",{\"_placeholder\":true,\"num\":0},{\"a\":[1.5e3,null,\"\u20ac\"]}]"
                        .getBytes(UTF_8);
        for (int i = 0; i < 30_000; i++) {
            byte[] changed =
                    Arrays.copyOf(packet, packet.length - (random.nextBoolean() ? 0 : random.nextInt(packet.length)));
            for (int changes = random.nextInt(3); changes >= 0 && changed.length > 0; changes--) {
                changed[random.nextInt(changed.length)] =
                        random.nextBoolean() ? (byte) random.nextInt() : packet[random.nextInt(packet.length)];
            }
            decodeAndLook(changed);
        }
    }

    private static void decodeAndLook(byte[] bytes) {
        Decoder decoder = TestCodec.PARSER.newDecoder();
        try {
            SocketPacket packet = decoder.decodeText(bytes);
            while (packet == null) {
                packet = decoder.decodeBinary(new byte[1]);
            }
            if (packet instanceof SocketPacket.Event event) {
                lookAt(event.args());
            }
        } catch (ParseException e) {
            assertThat(e.offset()).isBetween(0, bytes.length);
        }
    }

    private static void lookAt(Args args) {
        for (int i = 0; i < args.size(); i++) {
            assertThat(args.json(i)).isNotEmpty();
            assertThat(args.isBinary(i) && args.isNull(i)).isFalse();
            if (args.isBinary(i)) {
                assertThat(args.binary(i).remaining()).isOne();
            }
        }
    }

    private static void refused(String packet) {
        assertThatThrownBy(() -> decode(packet)).isInstanceOf(ParseException.class);
    }

    private static void decode(String packet) {
        TestCodec.PARSER.newDecoder().decodeText(packet.getBytes(UTF_8));
    }
}
