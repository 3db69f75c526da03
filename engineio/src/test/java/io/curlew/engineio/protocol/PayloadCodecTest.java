package io.curlew.engineio.protocol;

import static io.curlew.engineio.protocol.Bytes.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCodecTest {
    private final List<EnginePacket> decoded = new ArrayList<>();

    @Test
    void onePacketIsABodyOfItsOwn() {
        assertThat(encode(EnginePacket.message("hello"))).isEqualTo("4hello");
        decode("4hello");
        assertThat(decoded).containsExactly(EnginePacket.message("hello"));
    }

    @Test
    void packetsAreSeparatedByTheRecordSeparator() {
        assertThat(encode(EnginePacket.message("a"), EnginePacket.Pong.HEARTBEAT, EnginePacket.message("€")))
                .isEqualTo("4a\u001e3\u001e4€");
        decode("4a\u001e2\u001e4€");
        assertThat(decoded)
                .containsExactly(EnginePacket.message("a"), EnginePacket.Ping.HEARTBEAT, EnginePacket.message("€"));
    }

    @Test
    void binaryIsABAndBase64() {
        EnginePacket.Message binary = EnginePacket.message(Bytes.of(1, 2, 3, 4));
        assertThat(encode(binary)).isEqualTo("bAQIDBA==");
        decode("bAQIDBA==\u001e4x");
        assertThat(decoded).containsExactly(binary, EnginePacket.message("x"));
    }

    @Test
    void binaryMayBeEmpty() {
        assertThat(encode(EnginePacket.message(new byte[0]))).isEqualTo("b");
        decode("b");
        assertThat(decoded).containsExactly(EnginePacket.message(new byte[0]));
    }

    @Test
    void everyByteValueRoundTripsAsBinary() {
        byte[] body = PayloadCodec.encode(List.of(EnginePacket.message(Bytes.every()), EnginePacket.message("x")));
        PayloadCodec.decode(body, decoded::add);
        assertThat(decoded).containsExactly(EnginePacket.message(Bytes.every()), EnginePacket.message("x"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 24_575, 24_576, 24_577, 24_578, 49_152, 100_001})
    void binaryOfAnySizeIsBase64OfTheWhole(int size) {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        byte[] body = PayloadCodec.encode(List.of(EnginePacket.message(data), EnginePacket.message("x")));
        assertThat(new String(body, UTF_8)).isEqualTo("b" + Base64.getEncoder().encodeToString(data) + "\u001e4x");
        PayloadCodec.decode(body, decoded::add);
        assertThat(decoded).containsExactly(EnginePacket.message(data), EnginePacket.message("x"));
    }

    @Test
    @Tag("A04")
    void missingPaddingIsAccepted() {
        decode("bAQIDBA");
        assertThat(decoded).containsExactly(EnginePacket.message(Bytes.of(1, 2, 3, 4)));
    }

    @Tag("A04")
    @ParameterizedTest
    @ValueSource(strings = {"b!!!not base64!!!", "bA", "bAQ=", "b====", "bAQ-_", "bAQID\n", "bAQ==AQ=="})
    void otherwiseBase64IsStrict(String body) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(body))
                .withMessage("binary must be base64 (RFC 4648, section 4) (at byte 1)");
    }

    @Tag("A03")
    @ParameterizedTest
    @CsvSource({"'',0", "|,0", "4a|,3", "|4a,0", "4a||4b,3"})
    void aPacketCantBeEmpty(String body, int offset) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(body.replace('|', '\u001e')))
                .withMessage("a packet can't be empty (at byte " + offset + ")");
    }

    @Test
    @Tag("A03")
    void packetsBeforeABadOneAreDelivered() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode("4a\u001ebAQ==\u001e9\u001e4never"))
                .withMessage("a packet starts with a digit from 0 to 6 (at byte 9)");
        assertThat(decoded).containsExactly(EnginePacket.message("a"), EnginePacket.message(Bytes.of(1)));
    }

    @Test
    @Tag("A05")
    void badUtf8IsRefusedAtItsPlaceInTheBody() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> PayloadCodec.decode(Bytes.of('4', 'a', 0x1E, '4', 'b', 0xFF), decoded::add))
                .withMessage("text must be well-formed UTF-8 (at byte 5)");
        assertThat(decoded).containsExactly(EnginePacket.message("a"));
    }

    @Tag("F18")
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 1000, 1001, 1002})
    void theSizeIsExactForEachPacketAndForTheBody(int size) {
        List<EnginePacket> packets = List.of(
                EnginePacket.message(new byte[size]),
                EnginePacket.message("€".repeat(size)),
                EnginePacket.Pong.HEARTBEAT,
                EnginePacket.Ping.PROBE);
        for (EnginePacket packet : packets) {
            assertThat(PayloadCodec.encodedSize(packet))
                    .isEqualTo(encode(packet).getBytes(UTF_8).length);
        }
        long separators = 3;
        long sizes = packets.stream().mapToLong(PayloadCodec::encodedSize).sum();
        assertThat((long) PayloadCodec.encode(packets).length).isEqualTo(sizes + separators);
    }

    @Test
    void noPacketsAreAnEmptyBody() throws IOException {
        assertThat(PayloadCodec.encode(List.of())).isEmpty();
        assertThat(PayloadCodec.stream(List.of()).read()).isEqualTo(-1);
    }

    @Test
    void aBodyCanBeReadByteByByte() throws IOException {
        InputStream body = PayloadCodec.stream(List.of(
                EnginePacket.message("é"), EnginePacket.message(Bytes.of(1, 2, 3, 4)), EnginePacket.message("")));
        StringBuilder read = new StringBuilder();
        assertThat(body.available()).isEqualTo(15);
        for (int b = body.read(); b >= 0; b = body.read()) {
            read.append((char) b);
        }
        assertThat(read).hasToString("4\u00c3\u00a9\u001ebAQIDBA==\u001e4");
        assertThat(body.available()).isZero();
        assertThat(body.read(new byte[0], 0, 0)).isZero();
    }

    @Test
    void aBodyIsNeverInMemoryAsAWhole() {
        List<EnginePacket> packets =
                List.of(EnginePacket.message(new byte[10_000_000]), EnginePacket.message("x".repeat(10_000_000)));
        byte[] some = new byte[16_384];
        AtomicLong size = new AtomicLong();
        long allocated = Allocated.by(() -> {
            PayloadStream body = new PayloadStream(packets);
            long total = 0;
            for (int read = body.read(some, 0, some.length); read >= 0; read = body.read(some, 0, some.length)) {
                total += read;
            }
            size.set(total);
        });
        assertThat(size).hasValue(PayloadCodec.encodedSize(packets));
        assertThat(allocated).isLessThan(200_000);
    }

    @Test
    @Tag("A64")
    void onlyTextCanHoldASeparatorThatWouldBeTakenForOne() {
        assertThat(PayloadCodec.canCarry(EngineData.text("a\u001eb"))).isFalse();
        assertThat(PayloadCodec.canCarry(EngineData.text("a\u001fb"))).isTrue();
        assertThat(PayloadCodec.canCarry(EngineData.text(""))).isTrue();
        assertThat(PayloadCodec.canCarry(EngineData.binary(Bytes.of(0x1E)))).isTrue();
    }

    private void decode(String body) {
        PayloadCodec.decode(utf8(body), decoded::add);
    }

    private static String encode(EnginePacket... packets) {
        return new String(PayloadCodec.encode(List.of(packets)), UTF_8);
    }
}
