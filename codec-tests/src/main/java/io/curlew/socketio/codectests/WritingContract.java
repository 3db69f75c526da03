package io.curlew.socketio.codectests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How every codec writes values. */
public abstract class WritingContract {
    private final JsonCodec codec = codec();
    private final List<byte[]> binaries = new ArrayList<>();

    /** Returns the codec to be tested. */
    protected abstract JsonCodec codec();

    /** A record. */
    public record Order(String item, int count) {}

    /** A record with binary. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Raw(byte[] raw) {}

    /** Numbers of all kinds. */
    @SuppressWarnings("ArrayRecordComponent") // as an application would have it
    public record Readings(double value, float small, double[] many, float[] few, List<Double> boxed) {}

    @Test
    void valuesOfManyKinds() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("é", "€\ud83d\ude00");

        assertThat(write(1, null, "x", true, 2.5, List.of(), new Order("BTC", 2), map, new int[] {1, 2}))
                .isEqualTo("[1,null,\"x\",true,2.5,[],{\"item\":\"BTC\",\"count\":2},"
                        + "{\"a\":null,\"é\":\"€\ud83d\ude00\"},[1,2]]");
        assertThat(write()).isEqualTo("[]");
    }

    @Test
    void numbersOfAnySize() {
        BigInteger large = BigInteger.TWO.pow(200);

        assertThat(write(Long.MAX_VALUE, large, new BigDecimal("0.1000")))
                .isEqualTo("[9223372036854775807," + large + ",0.1000]");
    }

    @Test
    void binaryAnywhereBecomesAPlaceholder() {
        assertThat(write(bytes("one"), Map.of("list", List.of(bytes("two"), bytes(""))), new Raw(bytes("three"))))
                .isEqualTo("[{\"_placeholder\":true,\"num\":0},"
                        + "{\"list\":[{\"_placeholder\":true,\"num\":1},{\"_placeholder\":true,\"num\":2}]},"
                        + "{\"raw\":{\"_placeholder\":true,\"num\":3}}]");
        assertThat(binaries).containsExactly(bytes("one"), bytes("two"), bytes(""), bytes("three"));
    }

    @Test
    void ofABufferWhatIsBetweenPositionAndLimitIsTakenAndTheyDoNotMove() {
        ByteBuffer direct = ByteBuffer.allocateDirect(9);
        direct.put(bytes("..one....")).position(2).limit(5);
        ByteBuffer slice =
                ByteBuffer.wrap(bytes("....two.."), 2, 6).slice().position(2).limit(5);
        ByteBuffer readOnly = ByteBuffer.wrap(bytes(".three"), 1, 5).asReadOnlyBuffer();

        write(direct, slice, readOnly, List.of(ByteBuffer.allocate(0)));

        assertThat(binaries).containsExactly(bytes("one"), bytes("two"), bytes("three"), bytes(""));
        assertThat(direct.position()).isEqualTo(2);
        assertThat(slice.position()).isEqualTo(2);
        assertThat(readOnly.remaining()).isEqualTo(5);
    }

    @Test
    @Tag("A32")
    void unpairedSurrogatesAreEscaped() {
        assertThat(write("\ud800", "a\udc00\"\u0001\ud83d\ude00é\ud83d", Map.of("k\udfff", 1)))
                .isEqualTo("[\"\\ud800\",\"a\\udc00\\\"\\u0001\ud83d\ude00é\\ud83d\",{\"k\\udfff\":1}]");
        assertThat(write(new @Nullable String[] {"x", "\ud800", null}, new char[] {'\ud83d', 'b'}, '\udc00'))
                .isEqualTo("[[\"x\",\"\\ud800\",null],\"\\ud83db\",\"\\udc00\"]");
    }

    @Test
    void largeTextAcrossJacksonsBuffers() {
        String text = "é\ud83d\ude00x".repeat(20_000);

        assertThat(write(text, "\ud800" + text)).isEqualTo("[\"" + text + "\",\"\\ud800" + text + "\"]");
    }

    static List<Object> notFinite() {
        return List.of(
                Double.NaN,
                Float.NEGATIVE_INFINITY,
                new double[] {1, Double.POSITIVE_INFINITY},
                new float[] {Float.NaN},
                List.of(Double.NaN));
    }

    @ParameterizedTest
    @MethodSource("notFinite")
    @Tag("A40")
    void numbersThatJsonDoesNotHaveAreRefused(Object value) {
        assertThatThrownBy(() -> write(1, value))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("Argument 1 can't be written as JSON");
    }

    @Test
    void finiteNumbersAreWritten() {
        assertThat(write(new Readings(1.5, 2.5f, new double[] {3}, new float[] {4}, List.of(5.0))))
                .contains("\"value\":1.5", "\"small\":2.5", "\"many\":[3.0]", "\"few\":[4.0]", "\"boxed\":[5.0]");
    }

    @Test
    @Tag("A40")
    void aCycleIsRefused() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", List.of(map));

        assertThatThrownBy(() -> write(map))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("Argument 0 can't be written as JSON, at ")
                .hasMessageContaining(".self[0].self[0]")
                .hasMessageEndingWith("...");
    }

    @Test
    @Tag("A40")
    void asDeepAsAReceiverTakesItAndNoDeeper() {
        assertThat(write(nested(511))).hasSize(2 * 512);
        assertThatThrownBy(() -> write(nested(512))).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> write(nested(100_000))).isInstanceOf(ConversionException.class);
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    /** A bean that fails when it is looked at. */
    public static final class Failing {
        /** Fails. */
        @SuppressWarnings("DoNotCallSuggester")
        public List<Failing> getItems() {
            throw new IllegalStateException("not now");
        }
    }

    @Test
    @Tag("A40")
    void aFailureNamesArgumentAndPath() {
        assertThatThrownBy(() -> write("x", Map.of("list", List.of(new Failing()))))
                .isInstanceOf(ConversionException.class)
                .hasMessage("Argument 1 can't be written as JSON, at .list[0].items")
                .hasRootCauseMessage(IllegalStateException.class.getName());
        assertThatThrownBy(() -> codec.write(new Failing(), new ByteArrayOutputStream(), bytes -> 0))
                .isInstanceOf(ConversionException.class)
                .hasMessage("The value can't be written as JSON, at .items");
    }

    @Test
    void aFailureOfTheOutputComesOutAsItIs() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken");
            }
        };
        assertThatThrownBy(() -> codec.writeArray(List.of("x"), broken, bytes -> 0))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        assertThatThrownBy(() -> codec.write("x", broken, bytes -> 0))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
    }

    @Test
    void theOutputIsLeftOpen() throws IOException {
        List<String> calls = new ArrayList<>();
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                calls.add("close");
            }
        };
        codec.write(1, out, bytes -> 0);
        codec.writeArray(List.of(1), out, bytes -> 0);

        assertThat(out).hasToString("1[1]");
        assertThat(calls).isEmpty();
    }

    protected final String write(@Nullable Object... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            codec.writeArray(Arrays.asList(values), out, this::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(UTF_8);
    }

    protected final int add(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        binaries.add(copy);
        return binaries.size() - 1;
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
