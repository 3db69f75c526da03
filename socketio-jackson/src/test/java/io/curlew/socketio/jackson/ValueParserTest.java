package io.curlew.socketio.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import io.curlew.socketio.protocol.ConversionException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.io.InputDecorator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.json.JsonMapper;

/** Values that come one after the other are read with one parser, and none of them shows in the next. */
class ValueParserTest {
    private final JacksonJsonCodec codec = new JacksonJsonCodec();

    record Point(int x, int y) {
        Point {
            if (x < 0) {
                throw new IllegalArgumentException("left of the edge");
            }
        }
    }

    /** Leaves what it should have read. */
    @JsonDeserialize(using = Lazy.Reader.class)
    record Lazy(String start) {
        static final class Reader extends ValueDeserializer<Lazy> {
            @Override
            public Lazy deserialize(JsonParser parser, DeserializationContext context) {
                return new Lazy(parser.nextName());
            }
        }
    }

    /** Reads more than there is. */
    @JsonDeserialize(using = Greedy.Reader.class)
    record Greedy(int tokens) {
        static final class Reader extends ValueDeserializer<Greedy> {
            @Override
            public Greedy deserialize(JsonParser parser, DeserializationContext context) {
                int tokens = 1;
                while (parser.nextToken() != null) {
                    tokens++;
                }
                return new Greedy(tokens);
            }
        }
    }

    @JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
    static final class Known {
        public int id;
        public @Nullable String name;
    }

    @JsonDeserialize(using = Holder.Reader.class)
    record Holder(Known known) {
        static final class Reader extends ValueDeserializer<Holder> {
            @Override
            public Holder deserialize(JsonParser parser, DeserializationContext context) {
                return new Holder(parser.readValueAs(Known.class));
            }
        }
    }

    /** Reads its parts one by one. */
    @JsonDeserialize(using = Pair.Reader.class)
    record Pair(Known first, Known second) {
        static final class Reader extends ValueDeserializer<Pair> {
            @Override
            public Pair deserialize(JsonParser parser, DeserializationContext context) {
                parser.nextToken();
                Known first = parser.readValueAs(Known.class);
                parser.nextToken();
                Known second = parser.readValueAs(Known.class);
                parser.nextToken();
                return new Pair(first, second);
            }
        }
    }

    /** Closes what is not its own. */
    @JsonDeserialize(using = Closing.Reader.class)
    record Closing(String text) {
        static final class Reader extends ValueDeserializer<Closing> {
            @Override
            public Closing deserialize(JsonParser parser, DeserializationContext context) {
                try (parser) {
                    return new Closing(parser.getString());
                }
            }
        }
    }

    /** Reads another value while it is read itself. */
    @JsonDeserialize(using = Nesting.Reader.class)
    record Nesting(Object outer, @Nullable Object inner) {
        static JacksonJsonCodec codec = new JacksonJsonCodec();

        static final class Reader extends ValueDeserializer<Nesting> {
            @Override
            public Nesting deserialize(JsonParser parser, DeserializationContext context) {
                Object inner = ValueParserTest.read(codec, "{\"x\":7,\"y\":8}", Point.class);
                return new Nesting(parser.readValueAs(Point.class), inner);
            }
        }
    }

    @Test
    void valuesOfAllKindsFollowEachOther() {
        for (int i = 0; i < 3; i++) {
            assertThat(read("{\"x\":1,\"y\":2}", Point.class)).isEqualTo(new Point(1, 2));
            assertThat(read("5", Integer.class)).isEqualTo(5);
            assertThat(read("-1.5e3", Double.class)).isEqualTo(-1500.0);
            assertThat(read("\"text\"", String.class)).isEqualTo("text");
            assertThat(read("true", Boolean.class)).isEqualTo(true);
            assertThat(read("[]", List.class)).isEqualTo(List.of());
            assertThat(read("{\"a\":[1,\"\\u00e4\"]}", Map.class)).isEqualTo(Map.of("a", List.of(1, "ä")));
            assertThat(read("\"\"", String.class)).isEqualTo("");
        }
    }

    @Test
    void anErrorIsThatOfItsOwnValueOnly() {
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(ConversionException.class)
                    .isThrownBy(() -> read("{\"x\":{\"deep\":[1,2]},\"y\":2}", Point.class))
                    .withMessageContaining("x");
            assertThat(read("{\"x\":3,\"y\":4}", Point.class)).isEqualTo(new Point(3, 4));
        }
    }

    @Test
    void aRecordMayRefuseItsComponents() {
        assertThatExceptionOfType(ConversionException.class)
                .isThrownBy(() -> read("{\"x\":-1,\"y\":2}", Point.class))
                .havingRootCause()
                .withMessage("java.lang.IllegalArgumentException");
        assertThat(read("{\"y\":2}", Map.class)).isEqualTo(Map.of("y", 2));
    }

    @Test
    void whatADeserializerLeavesIsNoPartOfTheNextValue() {
        for (int i = 0; i < 3; i++) {
            assertThat(read("{\"first\":{\"x\":9,\"y\":9}}", Lazy.class)).isEqualTo(new Lazy("first"));
            assertThat(read("{\"x\":1,\"y\":2}", Point.class)).isEqualTo(new Point(1, 2));
        }
    }

    @Test
    void aDeserializerThatReadsOnFindsTheEnd() {
        for (int i = 0; i < 3; i++) {
            assertThat(read("{\"a\":1}", Greedy.class)).isEqualTo(new Greedy(4));
            assertThat(read("{\"x\":1,\"y\":2}", Point.class)).isEqualTo(new Point(1, 2));
        }
    }

    @Test
    void aLongStringThatNobodyReadsIsNoPartOfTheNextValue() {
        for (String next : List.of("\" true \"", "\" 5 \"", "\" [1,2] \"")) {
            assertThat(read("\"" + "a".repeat(9000) + "\"", Void.class)).isNull();
            assertThat(read(next, Object.class)).isInstanceOf(String.class);
        }
    }

    @Test
    void aParserThatADeserializerHasClosedIsNotUsedAgain() {
        for (int i = 0; i < 3; i++) {
            assertThat(read("\"abc\"", Closing.class)).isEqualTo(new Closing("abc"));
            assertThat(read("\"abc\"", String.class)).isEqualTo("abc");
        }
    }

    @Test
    void theFrameOfAValueIsNotKept() {
        byte[] frame = ("[{\"abc\":1},\"" + "x".repeat(100_000) + "\"]").getBytes(UTF_8);
        WeakReference<byte[]> reference = new WeakReference<>(frame);
        assertThat(codec.read(frame, 1, 10, Map.class, List.of())).isEqualTo(Map.of("abc", 1));
        frame = new byte[0];
        for (int i = 0; i < 100 && reference.get() != null; i++) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
        assertThat(frame).isEmpty();
    }

    @Test
    void oneParserReadsManyValuesHoweverShort() {
        AtomicInteger parsers = new AtomicInteger();
        JsonMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        Spares<ValueParser> spares = new Spares<>(
                () -> {
                    parsers.incrementAndGet();
                    return new ValueParser(mapper);
                },
                true);
        for (int i = 0; i < 50; i++) {
            ValueParser parser = spares.take();
            assertThat(parser.read(mapper.readerFor(Integer.class), new byte[] {'5'}, 0, 1))
                    .isEqualTo(5);
            assertThat(parser.end() && spares.giveBack(parser)).isTrue();
        }
        assertThat(parsers).hasValue(1);
    }

    @Test
    void whoWantsToSeeEachReadingDoes() {
        AtomicInteger seen = new AtomicInteger();
        InputDecorator counting = new InputDecorator() {
            @Override
            public InputStream decorate(IOContext context, InputStream in) {
                seen.incrementAndGet();
                return in;
            }

            @Override
            public @Nullable InputStream decorate(IOContext context, byte[] bytes, int from, int length) {
                seen.incrementAndGet();
                return null;
            }

            @Override
            public java.io.Reader decorate(IOContext context, java.io.Reader in) {
                return in;
            }
        };
        JacksonJsonCodec decorated = new JacksonJsonCodec(JsonMapper.builder(
                        JsonFactory.builder().inputDecorator(counting).build())
                .build());
        for (int i = 1; i <= 3; i++) {
            assertThat(read(decorated, "\"abc\"", String.class)).isEqualTo("abc");
            assertThat(seen).hasValue(i);
        }
    }

    @Test
    void identitiesHoldWithinOneValueReadInParts() {
        for (int i = 0; i < 3; i++) {
            Pair pair = (Pair) read("[{\"id\":1,\"name\":\"the same\"},1]", Pair.class);
            assertThat(pair.first()).isSameAs(pair.second());
        }
    }

    @Test
    void identitiesHoldForNoOtherValue() {
        for (int i = 0; i < 3; i++) {
            Holder holder = (Holder) read("{\"id\":1,\"name\":\"the same\"}", Holder.class);
            assertThat(holder.known().name).isEqualTo("the same");
            JsonNode tree = (JsonNode) read("{\"id\":1}", JsonNode.class);
            assertThat(tree.get("id").intValue()).isEqualTo(1);
        }
    }

    @Test
    void aValueMayBeReadWhileAnotherIs() {
        for (int i = 0; i < 3; i++) {
            assertThat(read(Nesting.codec, "{\"x\":1,\"y\":2}", Nesting.class))
                    .isEqualTo(new Nesting(new Point(1, 2), new Point(7, 8)));
        }
    }

    @Test
    void limitsOfTheMapperAreForOneValue() {
        StreamReadConstraints narrow = StreamReadConstraints.builder()
                .maxDocumentLength(100)
                .maxTokenCount(20)
                .build();
        JacksonJsonCodec limited = new JacksonJsonCodec(JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(narrow).build())
                .build());
        for (int i = 0; i < 100; i++) {
            assertThat(read(limited, "{\"x\":1,\"y\":2}", Point.class)).isEqualTo(new Point(1, 2));
        }
    }

    @Test
    void manyValuesOfManySizesAreWhatTheyAreAlone() {
        RandomJson random = new RandomJson(new Random(1));
        JsonMapper mapper = JacksonJsonCodec.mapperBuilder().build();
        for (int i = 0; i < 5000; i++) {
            String json = random.array().trim();
            assertThat(orRefusal(() -> read(json, JsonNode.class))).isEqualTo(orRefusal(() -> mapper.readTree(json)));
        }
    }

    private static @Nullable Object orRefusal(Supplier<@Nullable Object> reading) {
        try {
            return reading.get();
        } catch (JacksonException | ConversionException refused) {
            return "refused";
        }
    }

    private @Nullable Object read(String json, Type type) {
        return read(codec, json, type);
    }

    /** From the middle of an array, as in a packet. */
    private static @Nullable Object read(JacksonJsonCodec with, String json, Type type) {
        byte[] packet = ("2[\"name\"," + json + ",{}]").getBytes(UTF_8);
        int length = json.getBytes(UTF_8).length;
        return with.read(packet, 9, 9 + length, type, List.of());
    }
}
