package io.curlew.socketio.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import io.curlew.socketio.protocol.ConversionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;

/** Arrays that come one after the other are written with one generator, and none of them shows in the next. */
class ArrayWriterTest {
    private final JacksonJsonCodec codec = new JacksonJsonCodec();

    @JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
    static final class Known {
        public int id = 7;
    }

    /** Writes its value through the generator. */
    @JsonSerialize(using = Holder.Writer.class)
    record Holder(Known known) {
        static final class Writer extends ValueSerializer<Holder> {
            @Override
            public void serialize(Holder holder, JsonGenerator generator, SerializationContext context) {
                generator.writePOJO(holder.known());
            }
        }
    }

    /** Writes its value twice through the generator. */
    @JsonSerialize(using = Twice.Writer.class)
    record Twice(Known known) {
        static final class Writer extends ValueSerializer<Twice> {
            @Override
            public void serialize(Twice twice, JsonGenerator generator, SerializationContext context) {
                generator.writeStartArray();
                generator.writePOJO(twice.known());
                generator.writePOJO(twice.known());
                generator.writeEndArray();
            }
        }
    }

    /** Does not end what it begins. */
    @JsonSerialize(using = Open.Writer.class)
    record Open() {
        static final class Writer extends ValueSerializer<Open> {
            @Override
            public void serialize(Open open, JsonGenerator generator, SerializationContext context) {
                generator.writeStartArray();
                generator.writeNumber(1);
            }
        }
    }

    /** Wants numbers written otherwise. */
    @JsonSerialize(using = Plain.Writer.class)
    record Plain() {
        static final class Writer extends ValueSerializer<Plain> {
            @Override
            public void serialize(Plain plain, JsonGenerator generator, SerializationContext context) {
                generator.configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN, true);
                generator.writeNull();
            }
        }
    }

    /** Leaves an object open. */
    @JsonSerialize(using = Unfinished.Writer.class)
    record Unfinished() {
        static final class Writer extends ValueSerializer<Unfinished> {
            @Override
            public void serialize(Unfinished value, JsonGenerator generator, SerializationContext context) {
                generator.writeStartObject();
                throw new IllegalStateException("not today");
            }
        }
    }

    /** Writes another array while it is written itself. */
    @JsonSerialize(using = Asking.Writer.class)
    record Asking(ArrayWriterTest test) {
        static final class Writer extends ValueSerializer<Asking> {
            @Override
            public void serialize(Asking asking, JsonGenerator generator, SerializationContext context) {
                generator.writeStartObject();
                generator.writeStringProperty("inner", asking.test().write(1, 2));
                generator.writeEndObject();
            }
        }
    }

    @Test
    void arraysFollowEachOther() {
        for (int i = 0; i < 3; i++) {
            assertThat(write(1, "two", null)).isEqualTo("[1,\"two\",null]");
            assertThat(write()).isEqualTo("[]");
            assertThat(write(Map.of("a", List.of(true)))).isEqualTo("[{\"a\":[true]}]");
        }
    }

    @Test
    void anErrorIsThatOfItsOwnArrayOnly() {
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(ConversionException.class)
                    .isThrownBy(() -> write("first", new Unfinished()))
                    .withMessageStartingWith("Argument 1 ");
            assertThat(write(2)).isEqualTo("[2]");
        }
    }

    @Test
    void anOutputThatFailsIsNotWrittenToAgain() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> codec.writeArray(List.of(1), broken, bytes -> 0))
                    .withMessage("full");
            assertThat(write(2)).isEqualTo("[2]");
        }
    }

    @Test
    void identitiesHoldWithinOneArray() {
        Known known = new Known();
        for (int i = 0; i < 3; i++) {
            assertThat(write(new Holder(known))).isEqualTo("[{\"id\":7}]");
            assertThat(write(List.of(known, known))).isEqualTo("[[{\"id\":7},7]]");
        }
    }

    @Test
    void identitiesHoldWithinOneValueWrittenInParts() {
        Known known = new Known();
        for (int i = 0; i < 3; i++) {
            assertThat(write(new Twice(known))).isEqualTo("[[{\"id\":7},7]]");
        }
    }

    @Test
    void whatASerializerLeavesOpenIsClosed() {
        for (int i = 0; i < 3; i++) {
            assertThat(write(new Open())).isEqualTo("[[1]]");
            assertThat(write(2)).isEqualTo("[2]");
        }
    }

    @Test
    void howASerializerSetsTheGeneratorUpHoldsForItsArrayOnly() {
        BigDecimal large = new BigDecimal("1E+5");
        for (int i = 0; i < 3; i++) {
            assertThat(write(large)).isEqualTo("[1E+5]");
            assertThat(write(new Plain(), large)).isEqualTo("[null,100000]");
        }
    }

    @Test
    void anArrayMayBeWrittenWhileAnotherIs() {
        Object asking = new Asking(this);
        for (int i = 0; i < 3; i++) {
            assertThat(write(asking)).isEqualTo("[{\"inner\":\"[1,2]\"}]");
        }
    }

    @Test
    void anArrayLargerThanTheGeneratorsBufferIsWhole() {
        String large = "é".repeat(100_000);
        for (int i = 0; i < 3; i++) {
            assertThat(write(large, 1)).isEqualTo("[\"" + large + "\",1]");
        }
    }

    @Test
    void whatAMapperPutsBetweenValuesIsLeftOut() {
        JacksonJsonCodec pretty = new JacksonJsonCodec(JacksonJsonCodec.mapperBuilder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build());
        String first = write(pretty, Map.of("a", 1));
        assertThat(first).startsWith("[").endsWith("]");
        assertThat(write(pretty, Map.of("a", 1))).isEqualTo(first);
    }

    @Test
    void binaryGoesToTheSinkOfItsArray() throws IOException {
        for (int i = 0; i < 3; i++) {
            List<String> heard = new ArrayList<>();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            codec.writeArray(List.of(new byte[] {'a'}, ByteBuffer.wrap(new byte[] {'b'})), out, bytes -> {
                heard.add(UTF_8.decode(bytes.duplicate()).toString());
                return heard.size() - 1;
            });
            assertThat(heard).containsExactly("a", "b");
            assertThat(out.toString(UTF_8))
                    .isEqualTo("[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        }
    }

    private String write(@Nullable Object... values) {
        return write(codec, values);
    }

    private static String write(JacksonJsonCodec with, @Nullable Object... values) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            List<@Nullable Object> all = new ArrayList<>();
            for (Object value : values) {
                all.add(value);
            }
            with.writeArray(all, out, bytes -> 0);
            return out.toString(UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
