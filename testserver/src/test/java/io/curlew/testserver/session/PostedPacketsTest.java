package io.curlew.testserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostedPacketsTest {
    private final List<EnginePacket> decoded = new ArrayList<>();

    @Test
    void aBodyHasRoomForOnePacketMoreThanItHasSeparators() {
        assertThat(PostedPackets.count("".getBytes(UTF_8))).isEqualTo(1);
        assertThat(PostedPackets.count("4a".getBytes(UTF_8))).isEqualTo(1);
        assertThat(PostedPackets.count("4a\u001e4b\u001e".getBytes(UTF_8))).isEqualTo(3);
    }

    /** {@code |} is a line break; the right side is what Node 20 made of the left. */
    @Tag("N16")
    @ParameterizedTest
    @CsvSource({
        "YWJj|ZGVm|, 616263646566",
        "YW|Jj, 616263",
        "YQ==, 61",
        "YQ, 61",
        "YQ=, 61",
        "YWJjYQ|==|, 61626361",
        "YW-_, 616fbf",
        "YW+/, 616fbf",
        "YW!Jj#ZGVm, 616263646566",
        "YWéJj, 616263",
        "YWJjZ, 616263",
        "YR==, 61",
        "YQ==YWJj, 61",
        "YWJj=YWJj, 616263",
        "ab=cdefg, 69",
        "a=bc, ''",
        "Y, ''",
        "====, ''",
        "'', ''",
        "/w==, ff",
        "AAECAwQFBgcICQoLDA0ODw==, 000102030405060708090a0b0c0d0e0f"
    })
    void base64IsReadAsNodeReadsIt(String base64, String bytes) {
        decode("b" + base64.replace('|', '\n'));
        assertThat(decoded).containsExactly(EnginePacket.message(HexFormat.of().parseHex(bytes)));
    }

    @Test
    @Tag("N16")
    void base64MayBeBrokenIntoLines() {
        byte[] data = new byte[1000];
        new Random(1).nextBytes(data);
        decode("4before\u001eb" + Base64.getMimeEncoder().encodeToString(data) + "\r\n\u001e4behind");
        assertThat(decoded)
                .containsExactly(
                        EnginePacket.message("before"), EnginePacket.message(data), EnginePacket.message("behind"));
    }

    @Test
    void allElseIsAsTheCodecWritesIt() {
        List<EnginePacket> packets = List.of(
                EnginePacket.message(""),
                EnginePacket.message("grüße"),
                EnginePacket.Ping.PROBE,
                EnginePacket.Pong.HEARTBEAT,
                EnginePacket.message(new byte[0]),
                new EnginePacket.Noop());
        PostedPackets.decode(PayloadCodec.encode(packets), decoded::add);
        assertThat(decoded).isEqualTo(packets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "|", "4a|", "|4a", "4a||4b", "9", "4a|9", "4a|1x", "nonsense"})
    void whatIsNoPacketIsRefusedAsByTheCodec(String body) {
        byte[] bytes = body.replace('|', '\u001e').getBytes(UTF_8);
        List<EnginePacket> before = new ArrayList<>();
        ProtocolException strict = refusal(() -> PayloadCodec.decode(bytes, before::add));
        assertThat(refusal(() -> PostedPackets.decode(bytes, decoded::add))).hasMessage(strict.getMessage());
        assertThat(decoded).isEqualTo(before);
    }

    private static ProtocolException refusal(Runnable decoding) {
        return assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(decoding::run)
                .actual();
    }

    private void decode(String body) {
        PostedPackets.decode(body.getBytes(UTF_8), decoded::add);
    }
}
