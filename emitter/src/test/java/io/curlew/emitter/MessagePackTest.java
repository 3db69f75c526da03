package io.curlew.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curlew.emitter.MessagePack.Library;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagePackTest {
    @ParameterizedTest
    @EnumSource
    void lengthsTakeTheShortestForm(Library library) {
        assertThat(hex("x".repeat(255), library)).startsWith("d9ff78");
        assertThat(hex("x".repeat(256), library)).startsWith("da010078");
        assertThat(hex("x".repeat(65536), library)).startsWith("db0001000078");
        assertThat(hex(new byte[0], library)).isEqualTo("c400");
        assertThat(hex(new byte[256], library)).startsWith("c5010000");
        assertThat(hex(new byte[65536], library)).startsWith("c60001000000");
        assertThat(hex(Collections.nCopies(15, null), library)).startsWith("9fc0");
        assertThat(hex(Collections.nCopies(16, null), library)).startsWith("dc0010c0");
        assertThat(hex(Collections.nCopies(65536, false), library)).startsWith("dd00010000c2");
    }

    @Test
    void mapsTakeTheShortestForm() {
        assertThat(hex(map(15), Library.NOTEPACK)).startsWith("8fa13000");
        assertThat(hex(map(16), Library.NOTEPACK)).startsWith("de0010a13000");
        assertThat(hex(map(65536), Library.NOTEPACK)).startsWith("df00010000a13000");
    }

    @Test
    void beyondWhatJavaScriptKnowsExactlyTheLibrariesDiffer() {
        List<Number> numbers = List.of(0x1p53, -0x1p63, 0x1p63, 0x1p64);
        assertThat(hex(numbers, Library.NOTEPACK))
                .isEqualTo("94cf0020000000000000d38000000000000000cf8000000000000000cb43f0000000000000");
        assertThat(hex(numbers, Library.MSGPACK))
                .isEqualTo("94cb4340000000000000cbc3e0000000000000cb43e0000000000000cb43f0000000000000");
    }

    @Test
    void whatOnlyJavaKnowsExactlyIsNotRounded() {
        List<Number> numbers = List.of(
                Long.MAX_VALUE, Long.MIN_VALUE + 1, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
        for (Library library : Library.values()) {
            assertThat(hex(numbers, library)).isEqualTo("93cf7fffffffffffffffd38000000000000001cfffffffffffffffff");
        }
    }

    @Test
    void integersOfMoreThan64BitsAreDoubles() {
        assertThat(hex(Arrays.asList(BigInteger.ONE.shiftLeft(64), 1e300), Library.NOTEPACK))
                .isEqualTo("92cb43f0000000000000cb7e37e43c8800759c");
    }

    @Test
    void anUnpairedSurrogateIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessagePack.write("\ud83d", Library.NOTEPACK))
                .withMessage("A string has an unpaired surrogate, which can't be sent");
    }

    private static Map<String, Object> map(int size) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(Integer.toString(i), i);
        }
        return map;
    }

    private static String hex(@Nullable Object value, Library library) {
        return HexFormat.of().formatHex(MessagePack.write(value, library));
    }
}
