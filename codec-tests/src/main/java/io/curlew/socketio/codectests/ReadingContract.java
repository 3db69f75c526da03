package io.curlew.socketio.codectests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.TypeRef;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every codec reads values, binary among them. */
public abstract class ReadingContract {
    protected static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    protected static final String SECOND = "{\"num\":1,\"more\":[{}],\"_placeholder\":true}";
    private static final List<byte[]> ATTACHMENTS = List.of(bytes("one"), bytes("two"));

    private final JsonCodec codec = codec();

    /** Returns the codec to be tested. */
    protected abstract JsonCodec codec();

    /** A record with both kinds of binary. */
    @SuppressWarnings("ArrayRecordComponent") // as an application would have it
    public record Picture(
            @Nullable String name,
            byte @Nullable [] data,
            @Nullable ByteBuffer view) {}

    @Test
    void nullIsNullForEveryType() {
        for (Type type : List.of(String.class, int.class, Optional.class, Object.class)) {
            assertThat(read("null", type)).isNull();
        }
    }

    @Test
    void wholeNumbersOfAnySizeAreExact() {
        assertThat(read("9007199254740993", Object.class)).isEqualTo(9007199254740993L);
        assertThat(read("9007199254740993", long.class)).isEqualTo(9007199254740993L);
        assertThat(read("1", Object.class)).isEqualTo(1);
        String digits = "9".repeat(1000);
        assertThat(read(digits, Object.class)).isEqualTo(new BigInteger(digits));
        assertThat(read(digits, BigInteger.class)).isEqualTo(new BigInteger(digits));
    }

    @Test
    void decimalsAreExactWhenTheTypeCanHoldThem() {
        String pi = "3.14159265358979323846264338327950288";
        assertThat(read(pi, BigDecimal.class)).isEqualTo(new BigDecimal(pi));
        assertThat(read(pi, Object.class)).isEqualTo(Math.PI);
        assertThat(read("1e400", BigDecimal.class)).isEqualTo(new BigDecimal("1e400"));
        assertThat(read("{\"x\":" + pi + "}", new TypeRef<Map<String, BigDecimal>>() {}.type()))
                .isEqualTo(Map.of("x", new BigDecimal(pi)));
    }

    @Test
    void stringsStayStrings() {
        assertThat(read("\"123\"", Object.class)).isEqualTo("123");
        assertThat(read("\"\\ud800\\ud83d\\ude00é\"", String.class)).isEqualTo("\ud800\ud83d\ude00é");
    }

    @Test
    void unknownPropertiesAreIgnored() {
        assertThat(read("{\"new\":{\"x\":[1]},\"name\":\"n\",\"data\":null}", Picture.class))
                .isEqualTo(new Picture("n", null, null));
    }

    @Test
    @Tag("A30")
    void noKeyIsMoreThanAKey() {
        String json = "{\"@class\":\"java.io.File\",\"@type\":1,\"__proto__\":{\"$ref\":2},\"constructor\":3}";

        assertThat(read(json, Object.class))
                .isEqualTo(
                        Map.of("@class", "java.io.File", "@type", 1, "__proto__", Map.of("$ref", 2), "constructor", 3));
    }

    @Test
    void whatTheParserHasCheckedIsNotLimitedAgain() {
        String large = "x".repeat(20_000_000);
        assertThat(read('"' + large + '"', String.class)).isEqualTo(large);
        String name = "n".repeat(100_000);
        assertThat(read("{\"" + name + "\":1}", Object.class)).isEqualTo(Map.of(name, 1));
        assertThat(read("[".repeat(511) + "]".repeat(511), Object.class)).isInstanceOf(List.class);
    }

    @Test
    void onlyTheRangeIsRead() {
        byte[] json = bytes("2[\"a\",{\"x\":1},2]");

        assertThat(codec.read(json, 6, 13, Object.class, List.of())).isEqualTo(Map.of("x", 1));
    }

    @Test
    void binaryByItself() {
        assertThat(readBinary(FIRST, byte[].class)).isEqualTo(bytes("one"));
        assertThat(readBinary(SECOND, Object.class)).isEqualTo(bytes("two"));
        assertThat(readBinary(SECOND, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(bytes("two")));
    }

    @Test
    void binaryInARecord() {
        Picture picture = (Picture) readBinary(
                "{\"unknown\":" + SECOND + ",\"data\":" + FIRST + ",\"view\": " + SECOND + ",\"name\":\"n\"}",
                Picture.class);

        assertThat(picture.name()).isEqualTo("n");
        assertThat(picture.data()).isEqualTo(bytes("one"));
        assertThat(picture.view()).isEqualTo(ByteBuffer.wrap(bytes("two")));
    }

    @Test
    void binaryInCollections() {
        String json = "[[" + FIRST + "],{\"a\":" + SECOND + "}, {} ,\"x\"," + FIRST + "]";

        List<?> list = (List<?>) readBinary(json, Object.class);
        assertThat((List<?>) list.get(0)).first().isEqualTo(bytes("one"));
        assertThat(((Map<?, ?>) list.get(1)).get("a")).isEqualTo(bytes("two"));
        assertThat(list.get(4)).isEqualTo(bytes("one"));
        assertThat(readBinary("[" + FIRST + "," + SECOND + "]", byte[][].class))
                .isEqualTo(new byte[][] {bytes("one"), bytes("two")});
        assertThat(readBinary("{\"a\":" + FIRST + "}", new TypeRef<Map<String, byte[]>>() {}.type()))
                .isInstanceOfSatisfying(
                        Map.class, map -> assertThat(map.get("a")).isEqualTo(bytes("one")));
    }

    @Test
    @Tag("A17")
    void copiesAreIndependentAndViewsReadOnly() {
        byte[] first = (byte[]) readBinary(FIRST, byte[].class);
        first[0] = 'X';
        byte[] nested = (byte[]) ((List<?>) readBinary("[" + FIRST + "]", Object.class)).get(0);
        nested[0] = 'X';

        assertThat(ATTACHMENTS.get(0)).isEqualTo(bytes("one"));
        assertThat(((ByteBuffer) readBinary(FIRST, ByteBuffer.class)).isReadOnly())
                .isTrue();
    }

    @Test
    @Tag("N04")
    void copiesOfOneAttachmentAreBoundedAndViewsAreNot() {
        List<byte[]> large = List.of(new byte[100_000]);
        assertThat((byte[][]) read("[" + String.join(",", Collections.nCopies(3, FIRST)) + "]", byte[][].class, large))
                .hasNumberOfRows(3);
        String often = "[" + String.join(",", Collections.nCopies(1000, FIRST)) + "]";
        assertThat((ByteBuffer[]) read(often, ByteBuffer[].class, large)).hasSize(1000);
        for (Type type : List.of(byte[][].class, Object.class, List.class)) {
            assertThatThrownBy(() -> read(often, type, large))
                    .isInstanceOf(ConversionException.class)
                    .hasMessage("its attachments are referred to so often that copies would take more than 3 times what"
                            + " came: ByteBuffer takes none");
        }
        assertThat((byte[][]) read(often, byte[][].class, List.of(new byte[100])))
                .hasNumberOfRows(1000);
    }

    @Test
    void withoutAttachmentsAPlaceholderIsData() {
        assertThat(read(FIRST, Object.class)).isEqualTo(Map.of("_placeholder", true, "num", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"_placeholder\":\"true\",\"num\":0}", "{\"_placeholder\":true,\"_placeholder\":1}"})
    @Tag("A13")
    void whatIsNoPlaceholderIsDataToo(String json) {
        assertThat(readBinary(json, Object.class)).isInstanceOf(Map.class);
    }

    @Test
    void aStringIsBase64WhereBinaryIsWanted() {
        assertThat(read("\"b25l\"", byte[].class)).isEqualTo(bytes("one"));
        assertThat(read("\"b25l\"", ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(bytes("one")));
        assertThat(readBinary("[\"b25l\"]", byte[][].class)).isEqualTo(new byte[][] {bytes("one")});
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\ud800", "a\\ud800b", "\\udc00", "\\ud800\\ud800", "\\ud800\\n"})
    @Tag("N44")
    void aPropertysNameWithAnUnpairedSurrogateIsNamedAsTheReason(String name) {
        assertThatThrownBy(() -> read("{\"" + name + "\":1}", Object.class))
                .isInstanceOf(ConversionException.class)
                .hasMessage("it can't be read as java.lang.Object: "
                        + "Jackson refuses a property whose name has an unpaired surrogate");
        assertThat(read("[\"" + name + "\"]", Object.class)).isInstanceOf(List.class);
    }

    @Test
    @Tag("A55")
    void noCauseOfAFailureQuotesAValue() {
        assertThatThrownBy(() -> read("\"canary\"", UUID.class))
                .hasStackTraceContaining("InvalidFormatException")
                .extracting(ReadingContract::everything)
                .asString()
                .doesNotContain("canary");
    }

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aFailureNamesTypeAndPathButNotTheData() {
        assertThatThrownBy(() -> read("\"canary\"", int.class))
                .isInstanceOf(ConversionException.class)
                .hasMessage("it can't be read as int: a string came, int was asked for");
        assertThatThrownBy(() ->
                        read("[{\"name\":\"a\"},{\"name\":{\"canary\":1}}]", new TypeRef<List<Picture>>() {}.type()))
                .isInstanceOf(ConversionException.class)
                .hasMessageEndingWith(", at [1].name: an object came, String was asked for")
                .hasMessageContaining("Picture>");
        assertThatThrownBy(() -> readBinary(FIRST, Integer.class)).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> readBinary(FIRST, List.class)).isInstanceOf(ConversionException.class);
    }

    @ParameterizedTest
    @Tag("N06")
    @ValueSource(
            strings = {"\u001b]0;x\u0007", "\u001b[2J", "\u009b2J", "\u007f", "\u202ea", "\u2066a", "a\nb", "a\u2028b"})
    void theNamesInAPathAreEscaped(String name) {
        StringBuilder escaped = new StringBuilder();
        name.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
        Type numbers = new TypeRef<Map<String, Map<String, Integer>>>() {}.type();
        assertThatThrownBy(() -> read("{\"a\":{\"" + escaped + "\":[]}}", numbers))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining(", at .a.")
                .satisfies(failure -> assertThat(failure.getMessage().codePoints())
                        .allMatch(c -> Character.getType(c) != Character.CONTROL
                                && Character.getType(c) != Character.FORMAT
                                && Character.getType(c) != Character.LINE_SEPARATOR));
    }

    @Test
    @Tag("N06")
    void theNamesInAPathAreCut() {
        Type numbers = new TypeRef<Map<String, Map<String, Integer>>>() {}.type();
        String name = "x".repeat(1_000_000);
        assertThatThrownBy(() -> read("{\"" + name + "\":{\"y\":[]}}", numbers))
                .hasMessageContaining(", at ." + "x".repeat(64) + "....y: ");
    }

    protected final @Nullable Object read(String json, Type type) {
        return read(json, type, List.of());
    }

    private @Nullable Object read(String json, Type type, List<byte[]> attachments) {
        byte[] utf8 = bytes(json);
        return codec.read(utf8, 0, utf8.length, type, attachments);
    }

    /** Reads from the middle of an array, as it is in a packet. */
    protected final @Nullable Object readBinary(String json, Type type) {
        byte[] utf8 = bytes("52-[\"é\"," + json + "]");
        return codec.read(utf8, 9, utf8.length - 1, type, ATTACHMENTS);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
