package io.curlew.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.socketio.protocol.ParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {
    private final List<byte[]> attachments = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c0 | null",
                "c2 | false",
                "c3 | true",
                "7f | 127",
                "e0 | -32",
                "ccff | 255",
                "cdffff | 65535",
                "ceffffffff | 4294967295",
                "cf7fffffffffffffff | 9223372036854775807",
                "cfffffffffffffffff | 18446744073709551615",
                "d080 | -128",
                "d18000 | -32768",
                "d280000000 | -2147483648",
                "d38000000000000000 | -9223372036854775808",
                "ca3fc00000 | 1.5",
                "cb3ff8000000000000 | 1.5",
                "cb7ff8000000000000 | null",
                "cb7ff0000000000000 | null",
                "a26869 | \"hi\"",
                "d9026869 | \"hi\"",
                "da00026869 | \"hi\"",
                "db000000026869 | \"hi\"",
                "920102 | [1,2]",
                "dc00020102 | [1,2]",
                "dd000000020102 | [1,2]",
                "82a16101a16202 | {\"a\":1,\"b\":2}",
                "de0001a16101 | {\"a\":1}",
                "df00000001a16101 | {\"a\":1}",
                "d6ff00000001 | \"1970-01-01T00:00:01Z\"",
                "d7ff0000000400000001 | \"1970-01-01T00:00:01.000000001Z\"",
                "c70cff00000001ffffffffffffffff | \"1969-12-31T23:59:59.000000001Z\""
            })
    void everyFormOfMessagePackIsRead(String hex, String json) {
        assertThat(json(hex)).isEqualTo(json);
    }

    @Test
    void binaryBecomesAnAttachment() {
        assertThat(json("93c401aac50001bbc600000001cc"))
                .isEqualTo("[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1},"
                        + "{\"_placeholder\":true,\"num\":2}]");
        assertThat(attachments)
                .containsExactly(new byte[] {(byte) 0xAA}, new byte[] {(byte) 0xBB}, new byte[] {(byte) 0xCC});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c1",
                "a2ff",
                "dbffffffff61",
                "c6ffffffffff",
                "c6800000000000",
                "ddffffffff",
                "dd7fffffff01",
                "dfffffffff",
                "df7fffffff01",
                "df80000000a0",
                "92c0",
                "81a161",
                "c9ffffffffff",
                "c7",
                "d6ff0000",
                "cf00",
                "ca00",
                "0101"
            })
    void whatIsNotWholeIsRefusedAndNothingMadeAsLargeAsItClaims(String hex) {
        assertThatExceptionOfType(ParseException.class)
                .isThrownBy(() -> Packed.of(HexFormat.of().parseHex(hex)))
                .withMessageStartingWith("not MessagePack: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8101c0", "d40100", "d7ffffffffff00000000", "c70cff00000000" + "7fffffffffffffff", "d4ff00"})
    void whatJsonDoesNotHaveIsRefused(String hex) {
        assertThatExceptionOfType(ParseException.class).isThrownBy(() -> json(hex));
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(json("91".repeat(512) + "c0")).endsWith("]");
        assertThatExceptionOfType(ParseException.class).isThrownBy(() -> json("91".repeat(513) + "c0"));
        assertThatExceptionOfType(ParseException.class).isThrownBy(() -> json("91".repeat(1_000_000) + "c0"));
    }

    @Test
    void whatBecomesLargeIsRefused() {
        Packed many = Packed.of(HexFormat.of().parseHex("dd00010000" + "c400".repeat(65536)));
        assertThatExceptionOfType(TooLargeException.class)
                .isThrownBy(() -> many.writeTo(new StringBuilder(), attachments, 10_000))
                .withMessage("more than 10000 characters of JSON");
        assertThat(attachments).hasSizeLessThan(500);
    }

    @Test
    void fieldsAreFound() {
        Packed map = Packed.of(HexFormat.of().parseHex("8301c0a161920102a162a0"));
        assertThat(map.field("b")).flatMap(Packed::text).contains("");
        assertThat(map.field("a").flatMap(list -> list.field("x"))).isEmpty();
        assertThat(map.field("c")).isEmpty();
        assertThat(map.text()).isEmpty();
        assertThat(map.integer()).isEmpty();
    }

    /** Whatever comes, there is an exception that says so, or a value. */
    @Test
    void anyBytesAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(22);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            try {
                Packed.of(bytes).writeTo(new StringBuilder(), new ArrayList<>(), 1000);
            } catch (ParseException refused) {
                assertThat(refused.offset()).isNotNegative();
            }
        }
    }

    private String json(String hex) {
        StringBuilder json = new StringBuilder();
        Packed.of(HexFormat.of().parseHex(hex)).writeTo(json, attachments, Integer.MAX_VALUE);
        return json.toString();
    }
}
