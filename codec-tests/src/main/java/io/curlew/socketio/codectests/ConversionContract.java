package io.curlew.socketio.codectests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.TypeRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every codec converts, and what it refuses since nobody can have meant it. */
public abstract class ConversionContract {
    private final JsonCodec codec = codec();

    /** Returns the codec to be tested. */
    protected abstract JsonCodec codec();

    /** An enum whose text is not its name. */
    public enum Color {
        RED,
        GREEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A record without components. */
    public record Ping() {}

    /** A record with something that can't be written, or read. */
    public record Holder(Object inside) {}

    /** A record with a tree of another library. */
    public record TreeHolder(JSONObject inside) {}

    /** A bean without properties. */
    public static final class Nothing {}

    /** A callback as programs for other clients pass it. */
    public interface Callback {
        /** Takes the answer. */
        void call(Object... answer);
    }

    // ---- writing

    static List<Object> noValues() {
        Consumer<String> lambda = text -> {};
        return List.of(
                new Object(),
                new Nothing(),
                lambda,
                new Callback() {
                    @Override
                    public void call(Object... answer) {}
                },
                new ByteArrayInputStream(new byte[1]),
                new ByteArrayOutputStream(),
                new StringReader(""),
                Channels.newChannel(new ByteArrayInputStream(new byte[1])),
                CharBuffer.wrap("x"),
                Thread.currentThread(),
                CompletableFuture.completedFuture("x"),
                ConversionContract.class.getClassLoader());
    }

    @ParameterizedTest
    @MethodSource("noValues")
    @Tag("N21")
    void whatCannotBeMeantIsRefusedByItsType(Object value) {
        assertThatThrownBy(() -> write("x", value))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("Argument 1 can't be written as JSON: ");
        assertThatThrownBy(() -> write(new Holder(value)))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("Argument 0 can't be written as JSON, at .inside: ");
        assertThatThrownBy(() -> write(List.of(Map.of("deep", value))))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("Argument 0 can't be written as JSON, at [0].deep: ");
    }

    @Test
    @Tag("N21")
    void aRefusalSaysWhatToDo() {
        Consumer<String> lambda = text -> {};
        assertThatThrownBy(() -> write(lambda))
                .hasMessage(
                        "Argument 0 can't be written as JSON: a lambda is not a value: to have a callback called with"
                                + " the answer, use emitWithAck");
        assertThatThrownBy(() -> write(new Nothing()))
                .hasMessageContaining("ConversionContract$Nothing has no properties that could be written")
                .hasMessageContaining("send a map");
        assertThatThrownBy(() -> write(new ByteArrayInputStream(new byte[1])))
                .hasMessage(
                        "Argument 0 can't be written as JSON: java.io.ByteArrayInputStream is not a value: read it, and"
                                + " send the byte[]");
        assertThatThrownBy(() -> write(CompletableFuture.completedFuture("x")))
                .hasMessageContaining("java.util.concurrent.CompletableFuture is not a value: ")
                .hasMessageContaining("send its result");
    }

    @Test
    @Tag("N21")
    void aRecordWithoutComponentsIsAnEmptyObject() {
        assertThat(write(new Ping(), Map.of())).isEqualTo("[{},{}]");
    }

    @Test
    @Tag("N21")
    void binaryInATreeOfOrgJsonIsAnAttachmentAndWhatIsNoValueIsRefused() {
        JSONObject tree = new JSONObject().put("list", new JSONArray().put((Object) new byte[] {1, 2}));
        assertThat(write(tree)).isEqualTo("[{\"list\":[{\"_placeholder\":true,\"num\":0}]}]");
        assertThatThrownBy(() -> write(new JSONObject().put("x", (Object) Thread.currentThread())))
                .hasMessageContaining(".x")
                .hasMessageContaining("java.lang.Thread is not a value");
    }

    @Test
    @Tag("N21")
    void treesOfOtherLibrariesAreWrittenAsTheJsonTheyAre() {
        JSONObject json = new JSONObject()
                .put("a", new JSONArray().put(1).put(JSONObject.NULL))
                .put("b", "\ud800é");
        com.google.gson.JsonObject gson = new com.google.gson.JsonObject();
        gson.addProperty("x", 1.5);
        gson.add("y", new com.google.gson.JsonArray());

        assertThat(write(json)).isEqualTo("[{\"a\":[1,null],\"b\":\"\\ud800é\"}]");
        assertThat(write(gson, new com.google.gson.JsonPrimitive("s"), com.google.gson.JsonNull.INSTANCE))
                .isEqualTo("[{\"x\":1.5,\"y\":[]},\"s\",null]");
        assertThat(write(new JSONArray().put(true), JSONObject.NULL)).isEqualTo("[[true],null]");
        assertThat(write(List.of(Map.of("deep", json)), new Holder(gson), new TreeHolder(json)))
                .isEqualTo("[[{\"deep\":{\"a\":[1,null],\"b\":\"\\ud800é\"}}],{\"inside\":{\"x\":1.5,\"y\":[]}},"
                        + "{\"inside\":{\"a\":[1,null],\"b\":\"\\ud800é\"}}]");
    }

    @Test
    @Tag("N21")
    void aTreeWhoseTextIsNotJsonIsRefused() {
        com.google.gson.JsonElement notANumber = new com.google.gson.JsonPrimitive(Double.NaN);
        assertThatThrownBy(() -> write(notANumber))
                .isInstanceOf(ConversionException.class)
                .hasMessage(
                        "Argument 0 can't be written as JSON: com.google.gson.JsonPrimitive gives a text that is not"
                                + " JSON: a JSON value was expected (at byte 0)");
    }

    @Test
    @Tag("N21")
    void readingIntoTreesOfOtherLibrariesIsRefused() {
        for (Type type : List.of(
                JSONObject.class,
                JSONArray.class,
                com.google.gson.JsonObject.class,
                com.google.gson.JsonElement.class)) {
            assertThatThrownBy(() -> read("{\"a\":1}", type))
                    .isInstanceOf(ConversionException.class)
                    .hasMessageEndingWith(type.getTypeName() + " belongs to another JSON library: give it the text,"
                            + " args.json(index)");
        }
        assertThatThrownBy(() -> read("{\"inside\":{}}", TreeHolder.class))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining(", at .inside: org.json.JSONObject belongs to another JSON library");
        assertThatThrownBy(() -> read("[{}]", new TypeRef<List<JSONObject>>() {}.type()))
                .isInstanceOf(ConversionException.class)
                .hasMessageContaining("org.json.JSONObject belongs to another JSON library");
    }

    @Test
    @Tag("N25")
    @SuppressWarnings("JavaUtilDate") // programs have them
    void datesAndLocalesAreWrittenAlike() {
        assertThat(write(new Date(1_700_000_000_123L), Locale.GERMANY, Color.RED, new BigDecimal("1E+3")))
                .isEqualTo("[\"2023-11-14T22:13:20.123Z\",\"de-DE\",\"RED\",1E+3]");
    }

    /** A class that no JSON library can write: it refers to itself in a getter that throws. */
    public static final class Unwritable {
        /** Throws. */
        @SuppressWarnings("DoNotCallSuggester")
        public String getText() {
            throw new IllegalStateException("secret");
        }
    }

    @Test
    @Tag("N25")
    void aFailureToWriteQuotesNoMessageOfTheProgram() {
        assertThatThrownBy(() -> write(new Unwritable())).hasMessage("Argument 0 can't be written as JSON, at .text");
    }

    // ---- reading

    @ParameterizedTest
    @Tag("N23")
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5    | int",
                "-0.9   | long",
                "1e2    | int",
                "3.0    | short",
                "1.5    | java.math.BigInteger",
                "'\"12\"' | int",
                "'\"12\"' | java.lang.Long",
                "'\"1.5\"' | double",
                "'\"1\"'  | java.math.BigDecimal",
                "'\"true\"' | boolean",
                "'\"\"'   | int",
                "'\"\"'   | java.lang.Integer",
                "'\"\"'   | java.lang.Boolean",
                "5      | java.lang.String",
                "5.5    | java.lang.String",
                "true   | java.lang.String",
                "1      | boolean",
                "0      | java.lang.Boolean",
                "1.0    | boolean",
                "true   | int",
                "[1]    | int",
                "{}     | java.lang.String",
                "[]     | java.lang.String",
            })
    void whatIsOfAnotherKindIsRefused(String json, String type) throws ClassNotFoundException {
        assertThatThrownBy(() -> read(json, type(type)))
                .isInstanceOf(ConversionException.class)
                .hasMessageStartingWith("it can't be read as ")
                .hasMessageContaining(" came, ");
    }

    @Test
    @Tag("N23")
    void insideOtherTypesTooAndTheMessageNamesTheKindButNotTheValue() {
        assertThatThrownBy(() -> read("[1.5]", int[].class))
                .hasMessageContaining("a number with a point or an exponent");
        assertThatThrownBy(() -> read("[\"canary\"]", long[].class)).hasMessageContaining(": a string came, long");
        assertThatThrownBy(() -> read("[1]", boolean[].class)).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> read("[1]", String[].class)).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> read("{\"a\":[5]}", new TypeRef<Map<String, List<String>>>() {}.type()))
                .hasMessageEndingWith(", at .a[0]: a number came, String was asked for");
        assertThatThrownBy(() -> read("{\"count\":\"7\"}", Counted.class))
                .hasMessageEndingWith(", at .count: a string came, int was asked for");
    }

    /** A record with a number. */
    public record Counted(int count) {}

    @Test
    @Tag("N23")
    void enumsGoByTheirExactName() {
        assertThat(read("\"GREEN\"", Color.class)).isEqualTo(Color.GREEN);
        for (String json : List.of("1", "\"green\"", "\"\"", "\"1\"", "true")) {
            assertThatThrownBy(() -> read(json, Color.class)).isInstanceOf(ConversionException.class);
        }
        assertThatThrownBy(() -> read("\"canary\"", Color.class))
                .hasMessageEndingWith(": a string came that is not the name of a Color");
    }

    @Test
    @Tag("N23")
    void numbersThatDoNotFitAreRefused() {
        for (String json : List.of("2147483648", "-2147483649", "99999999999999999999")) {
            assertThatThrownBy(() -> read(json, int.class))
                    .isInstanceOf(ConversionException.class)
                    .hasMessageContaining("out of range");
        }
        assertThatThrownBy(() -> read("9223372036854775808", long.class)).hasMessageContaining("out of range");
        assertThatThrownBy(() -> read("{\"count\":2147483648}", Counted.class)).isInstanceOf(ConversionException.class);
        assertThatThrownBy(() -> read("{\"count\":null}", Counted.class))
                .hasMessageEndingWith(", at .count: null came, int was asked for");
    }

    @Test
    @Tag("N23")
    void whatIsTheSameInAnotherTypeIsConverted() {
        assertThat(read("7", double.class)).isEqualTo(7.0);
        assertThat(read("7", BigDecimal.class)).isEqualTo(new BigDecimal(7));
        assertThat(read("7", BigInteger.class)).isEqualTo(BigInteger.valueOf(7));
        assertThat(read("0.1", float.class)).isEqualTo(0.1f);
        assertThat(read("1e2", double.class)).isEqualTo(100.0);
        assertThat(read("\"x\"", char.class)).isEqualTo('x');
    }

    protected final Object read(String json, Type type) {
        byte[] utf8 = json.getBytes(UTF_8);
        return codec.read(utf8, 0, utf8.length, type, List.of());
    }

    protected final String write(Object... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            codec.writeArray(List.of(values), out, bytes -> 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(UTF_8);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return switch (name) {
            case "int" -> int.class;
            case "short" -> short.class;
            case "long" -> long.class;
            case "double" -> double.class;
            case "boolean" -> boolean.class;
            default -> Class.forName(name);
        };
    }
}
