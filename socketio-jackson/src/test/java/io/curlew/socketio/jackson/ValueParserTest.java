package io.curlew.socketio.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import io.curlew.socketio.protocol.ConversionException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
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
    void identitiesHoldWithinOneValue() {
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
